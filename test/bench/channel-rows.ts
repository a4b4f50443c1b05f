/** A message there and back between two pages over WebRTC. */
import type { Browser, Page } from 'playwright-core';
import { interleaved } from './measure.js';
import { servePages } from './pages.js';
import type { Row } from './row.js';

const count = 200;

/** The floor is the data channel itself; beside it what sealing and opening on both sides adds. */
export async function channelRows(rounds: number, browser: Browser): Promise<readonly Row[]> {
  await using pages = await servePages(browser);
  const [here, there] = [await pages.open(), await pages.open()];
  const answer = await there.evaluate(
    offer => globalThis.bench.answer(offer),
    await here.evaluate(() => globalThis.bench.offer()),
  );
  await here.evaluate(text => globalThis.bench.accept(text), answer);
  await there.evaluate(
    bytes => globalThis.bench.joinSession(bytes),
    await here.evaluate(() => globalThis.bench.startSession()),
  );
  const sealed = await interleaved(rounds, {
    ours: () => roundTrip(here, there, true),
    floor: () => roundTrip(here, there, false),
  });
  await here.context().close();
  await there.context().close();
  return [{ what: 'round trip of 1 KB, sealed, over a raw data channel', unit: 'ms', ...sealed }];
}

async function roundTrip(here: Page, there: Page, isSealed: boolean): Promise<number> {
  await there.evaluate(sealed => {
    globalThis.bench.echo(sealed);
  }, isSealed);
  return here.evaluate(([sealed, size]) => globalThis.bench.roundTrip(sealed, size), [
    isSealed,
    count,
  ] as const);
}
