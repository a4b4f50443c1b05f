/** From the click on the launcher to a session that is proven, in a browser that never saw the shop before. */
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../scripts/browser.js';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import type { SecureChatElement } from '../../src/index.js';
import { testNode } from '../support/node.js';
import { setUp } from '../support/people.js';
import { takeAtOnce } from '../support/prompt-agent.js';
import { temporaryFolder } from '../support/test-node.js';
import { interleaved, median } from './measure.js';
import { plainMeeting } from './page/plain-meeting.js';
import type { Row } from './row.js';
import { farPath } from './servers/far-path.js';

const limits = { socketsPerAddress: 1e9, upgradesPerMinute: 1e9 };
const product = '/products/oak-shelf';
const roundTripMs = 100;
const budget = { of: 'ours', max: 150 } as const;

/** The whole way: app loaded, keys and store made, admitted, opened, accepted by a desk at once, accept verified. */
export async function sessionRows(rounds: number, browser: Browser): Promise<readonly Row[]> {
  return [...(await nearRows(rounds * 3, browser)), ...(await farRows(rounds, browser))];
}

async function nearRows(times: number, browser: Browser): Promise<readonly Row[]> {
  const server = await testNode({ limits });
  const { desk, business } = await setUp(server.node.origin, server.token);
  const shop = await startShop({ port: 0, nodeOrigin: server.node.origin, business });
  const stop = takeAtOnce(desk);
  const socketUrl = `${server.node.origin.replace('http', 'ws')}/relay?b=${business}&card=0`;
  const inMemory: number[] = [];
  for (let round = 0; round < times; round++) {
    const context = await browser.newContext();
    inMemory.push(await clickAndWait(await visited(await context.newPage(), shop)));
    await context.close();
  }
  const onDisk = await interleaved(times, {
    ours: () => onDiskOf(shop, clickAndWait),
    floor: () => onDiskOf(shop, page => page.evaluate(plainMeeting, socketUrl)),
  });
  stop();
  desk.suspend();
  await shop.close();
  await server.close();
  const what = `click to sealed session, p50 of ${String(times)}`;
  return [
    { what, unit: 'ms', ours: median(inMemory), budget },
    { what: `${what}, profile on disk`, unit: 'ms', ...onDisk, budget },
  ];
}

/** Where the node is far away: how long the first words wait before they leave. */
async function farRows(rounds: number, browser: Browser): Promise<readonly Row[]> {
  let port = 0;
  const path = await farPath(roundTripMs, () => port);
  const publicUrl = `http://127.0.0.1:${String(path.port)}`;
  const server = await testNode({ limits, publicUrl });
  ({ port } = server.node);
  const { desk, business } = await setUp(publicUrl, server.token);
  const shop = await startShop({ port: 0, nodeOrigin: publicUrl, business });
  const stop = takeAtOnce(desk);
  const seen: { readonly [Name in keyof Leaving | 'session']: number[] } = {
    opened: [],
    words: [],
    session: [],
  };
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(watchLeaving);
    await visited(page, shop);
    const start = await page.evaluate(() => performance.now());
    seen.session.push(await clickAndWait(page));
    const { opened, words } = await page.evaluate(() => globalThis.leaving);
    seen.words.push(words - start);
    seen.opened.push(words - opened);
    await context.close();
  }
  stop();
  desk.suspend();
  await shop.close();
  await server.close();
  await path.close();
  const unit = 'round trips of 100 ms';
  const trips = (values: readonly number[]): number => median(values) / roundTripMs;
  return [
    {
      what: 'socket opened to first words',
      unit,
      ours: trips(seen.opened),
      floor: 2,
      budget: { of: 'ours', max: 2.5 },
    },
    { what: 'click to first words, app loaded on the way', unit, ours: trips(seen.words) },
    { what: 'click to sealed session', unit, ours: trips(seen.session) },
  ];
}

/** In a browser whose profile is a folder, and new. */
async function onDiskOf(shop: Shop, act: (page: Page) => Promise<number>): Promise<number> {
  using folder = temporaryFolder();
  const context = await chromium.launchPersistentContext(folder.path, {
    executablePath: findBrowser('chromium'),
    args: chromiumFlags,
  });
  try {
    return await act(await visited(await context.newPage(), shop));
  } finally {
    await context.close();
  }
}

async function visited(page: Page, { origin }: Shop): Promise<Page> {
  await page.goto(origin + product, { waitUntil: 'networkidle' });
  return page;
}

function clickAndWait(page: Page): Promise<number> {
  return page.evaluate(clickAndWrite);
}

/** Runs in the page: clicks, writes in the same moment, and waits until whoever answers is verified. */
async function clickAndWrite(): Promise<number> {
  const element = document.querySelector<SecureChatElement>('secure-chat');
  const launcher = element?.shadowRoot?.querySelector<HTMLElement>('[part=launcher]');
  if (!element || !launcher) throw new Error('no element on the page');
  const verified = new Promise(resolve => {
    element.addEventListener('secure-chat-verified', resolve);
  });
  const start = performance.now();
  launcher.click();
  await element.send('Is the oak shelf in stock?');
  await verified;
  return performance.now() - start;
}

/** When the first socket was opened, and when the first words went into it. */
interface Leaving {
  opened: number;
  words: number;
}

declare global {
  var leaving: Leaving;
}

/** Runs in the page before anything else: what is binary on a relay's socket are words. */
function watchLeaving(): void {
  const seen = { opened: NaN, words: NaN };
  globalThis.leaving = seen;
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct(target, given: ConstructorParameters<typeof WebSocket>) {
      if (Number.isNaN(seen.opened)) seen.opened = performance.now();
      return new target(...given);
    },
  });
  WebSocket.prototype.send = new Proxy(WebSocket.prototype.send, {
    apply(target, socket, given: Parameters<WebSocket['send']>) {
      if (typeof given[0] !== 'string' && Number.isNaN(seen.words)) seen.words = performance.now();
      Reflect.apply(target, socket, given);
    },
  });
}
