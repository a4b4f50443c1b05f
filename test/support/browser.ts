import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../scripts/browser.js';

/** A Chromium of this test's own. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser('chromium'), args: [...chromiumFlags, ...flags] });
}

/** What a page did on the wire and in the browser's stores. */
export interface Footprint {
  readonly requests: string[];
  readonly sockets: string[];
  /** Sum of layout shifts so far. */
  layoutShift(): Promise<number>;
  /** Names of everything that was stored for the page's origin. */
  stored(): Promise<string[]>;
}

/** A page in a fresh context, watched from its first byte. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly footprint: Footprint }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const sockets: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('websocket', socket => sockets.push(socket.url()));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const layoutShift = (): Promise<number> =>
    page.evaluate(() => (Reflect.get(window, 'shifts') as number[]).reduce((sum, shift) => sum + shift, 0));
  const stored = (): Promise<string[]> =>
    page.evaluate(async () => [
      ...Object.keys(localStorage).map(key => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map(key => `sessionStorage ${key}`),
      ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name ?? ''}`),
      ...(await caches.keys()).map(name => `caches ${name}`),
      ...document.cookie.split(';').filter(Boolean),
    ]);
  return { page, footprint: { requests, sockets, layoutShift, stored } };
}
