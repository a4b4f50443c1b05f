import type { Page } from 'playwright-core';

/** What a page did on the wire and in the browser's stores. */
export interface Footprint {
  readonly requests: string[];
  readonly sockets: string[];
  /** Sum of layout shifts so far. */
  layoutShift(): Promise<number>;
  /** Names of everything that was stored for the page's origin. */
  stored(): Promise<string[]>;
}

/** Watches a page that was not loaded yet. */
export async function footprintOf(page: Page): Promise<Footprint> {
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
  return { requests, sockets, layoutShift, stored };
}
