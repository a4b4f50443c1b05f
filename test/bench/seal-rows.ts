/** How many messages are sealed and opened in a second, in Node and in Chromium. */
import type { Browser } from 'playwright-core';
import { startEnds } from '../protocol/session-world.js';
import { interleaved } from './measure.js';
import { servePages } from './pages.js';
import type { Row } from './row.js';
import { End, aesRate, sealOpenRate, words } from './session-ends.js';
import { StoredEnd, turnMicros } from './stored-end.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };
const count = 400;

/** Rates of the protocol itself; the floor is AES-GCM alone. Higher is better, so there is no budget of a ratio. */
export async function sealRows(rounds: number, browser: Browser): Promise<readonly Row[]> {
  const { visitor, device } = await startEnds(ctx);
  const [from, to] = [new End(ctx, device), new End(ctx, visitor)];
  const node = await interleaved(rounds, {
    ours: () => sealOpenRate(from, to, count),
    floor: () => aesRate(ctx, count),
  });
  const ends = await startEnds(ctx);
  const [left, right] = [await StoredEnd.make(ctx, ends.device), await StoredEnd.make(ctx, ends.visitor)];
  const turns = await interleaved(rounds, { ours: () => turnMicros(left, right, words, count) });
  await using pages = await servePages(browser);
  const page = await pages.open();
  const chromium = await interleaved(rounds, {
    ours: () => page.evaluate(size => globalThis.bench.sealOpenRate(size), count),
    floor: () => page.evaluate(size => globalThis.bench.aesRate(size), count),
  });
  await page.context().close();
  return [
    { what: 'seal and open 1 KB in Node', unit: 'a second', ...node },
    { what: 'open an answer from the store in Node', unit: 'us', ...turns },
    { what: 'seal and open 1 KB in Chromium', unit: 'a second', ...chromium },
  ];
}
