/** A message there and back between two browsers' ends over WebRTC. */
import type { Browser } from 'playwright-core';
import { carrierNode } from '../transport/support/node.js';
import { interleaved } from './measure.js';
import type { Way } from './page/page.js';
import { servePages } from './pages.js';
import type { Row } from './row.js';

const count = 200;

/**
 * The floor is a data channel as the browser gives it. Beside it our carrier with frames that nobody sealed, and the
 * whole: the difference between the two is what sealing and opening cost.
 */
export async function channelRows(rounds: number, browser: Browser): Promise<readonly Row[]> {
  const { node, run } = await carrierNode();
  await using _running = node;
  await using pages = await servePages(browser);
  const page = await pages.open();
  await page.evaluate(given => globalThis.bench.join(given), run);
  const side = (way: Way) => (): Promise<number> =>
    page.evaluate(([name, times]) => globalThis.bench.roundTrip(name, times), [way, count] as const);
  const sides = { sealed: side('sealed'), framed: side('framed'), floor: side('raw') };
  // The first round compiles; it is not counted.
  await interleaved(1, sides);
  const { sealed, framed, floor } = await interleaved(rounds, sides);
  await page.context().close();
  const unit = 'ms';
  return [
    {
      what: 'round trip of 1 KB over our channel, nothing sealed',
      unit,
      ours: framed,
      floor,
      budget: { of: 'ratio', max: 1.7 },
    },
    { what: 'the same, sealed', unit, ours: sealed, floor },
    { what: 'what sealing adds', unit, ours: sealed - framed, budget: { of: 'ours', max: 1 } },
  ];
}
