/** What a desk's acts cost with ten, with a thousand and with three thousand conversations. */
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../scripts/browser.js';
import { temporaryFolder } from '../support/test-node.js';
import { interleaved } from './measure.js';
import type { Medians } from './measure.js';
import { servePages } from './pages.js';
import type { Row } from './row.js';

const sizes = [10, 1_000, 3_000] as const;
const largest = 3_000;
const threadMessages = 10_000;
const keys = 40;
const drained = 3_000;

/** A profile on the disk: an automated browser keeps its IndexedDB in memory else, where a commit costs half. */
export async function growthRows(rounds: number): Promise<readonly Row[]> {
  using folder = temporaryFolder();
  const context = await chromium.launchPersistentContext(folder.path, {
    executablePath: findBrowser('chromium'),
    args: chromiumFlags,
  });
  try {
    await using pages = await servePages();
    const page = await pages.open(context);
    for (const size of sizes) {
      await page.evaluate(([count, messages]) => globalThis.bench.growth.make(count, messages), [
        size,
        size === largest ? threadMessages : 0,
      ] as const);
    }
    return [
      ...(await keyRows(page, rounds)),
      ...(await actRows(page, rounds, 'message', { what: 'incoming message, shown', max: 30 })),
      ...(await actRows(page, rounds, 'claim', { what: 'claiming a conversation', max: 60 })),
      ...(await unlockRows(page, rounds)),
      ...(await threadRows(page, rounds)),
      await drainRow(page),
    ];
  } finally {
    await context.close();
  }
}

/** Processor time of the page's process: a key must cost nothing that somebody who types could feel. */
async function keyRows(page: Page, rounds: number): Promise<readonly Row[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cost = async (type: () => Promise<void>): Promise<number> => {
    const before = await processMs();
    await type();
    return ((await processMs()) - before) / keys;
  };
  const processMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? NaN) * 1_000;
  };
  const medians: Medians<'ours' | 'floor'>[] = [];
  for (const size of sizes) {
    const given = [size, keys] as const;
    const sides = {
      ours: () =>
        cost(() => page.evaluate(([count, times]) => globalThis.bench.growth.keys(count, times), given)),
      floor: () =>
        cost(() => page.evaluate(([count, times]) => globalThis.bench.growth.floorKeys(count, times), given)),
    };
    await interleaved(1, sides);
    medians.push(await interleaved(rounds, sides));
  }
  const unit = 'ms of processor';
  const [smallest = NaN, last = NaN] = [medians[0]?.ours, medians.at(-1)?.ours];
  return [
    ...medians.map((both, index): Row => {
      const what = `keystroke at a desk of ${String(sizes[index])}`;
      return { what, unit, ...both, budget: { of: 'ours', max: 8 } };
    }),
    {
      what: `keystroke at ${String(largest)} beside ${String(sizes[0])}`,
      unit,
      ours: last,
      floor: smallest,
      budget: { of: 'ratio', max: 1.5 },
    },
  ];
}

async function actRows(
  page: Page,
  rounds: number,
  act: 'message' | 'claim',
  { what, max }: { readonly what: string; readonly max: number },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const given = [size, act] as const;
    const sides = {
      ours: () => page.evaluate(([count, name]) => globalThis.bench.growth[name](count), given),
      floor: () => page.evaluate(([count, name]) => globalThis.bench.growth.floor(count, name), given),
    };
    await interleaved(2, sides);
    const medians = await interleaved(rounds * 3, sides);
    rows.push({ what: `${what}, of ${String(size)}`, unit: 'ms', ...medians, budget: { of: 'ours', max } });
  }
  return rows;
}

/** From the passphrase to the list; the floor reads and opens as many rows, and derives no key. */
async function unlockRows(page: Page, rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const medians = await interleaved(rounds, {
      ours: () => page.evaluate(count => globalThis.bench.growth.unlock(count), size),
      floor: () => page.evaluate(count => globalThis.bench.growth.floorRows(count, count), size),
    });
    const what = `unlock to list, of ${String(size)}`;
    rows.push({ what, unit: 'ms', ...medians, budget: { of: 'ours', max: 700 } });
  }
  return rows;
}

async function threadRows(page: Page, rounds: number): Promise<readonly Row[]> {
  const opened = await interleaved(rounds, {
    ours: () => page.evaluate(count => globalThis.bench.growth.openThread(count), largest),
    floor: () => page.evaluate(count => globalThis.bench.growth.floorRows(count, 101), largest),
  });
  const appended = await interleaved(rounds, {
    ours: () => page.evaluate(count => globalThis.bench.growth.append(count), largest),
    floor: () => page.evaluate(count => globalThis.bench.growth.floor(count, 'append'), largest),
  });
  const unit = 'ms';
  return [
    { what: 'thread of 10,000, opened', unit, ...opened, budget: { of: 'ours', max: 400 } },
    { what: 'thread of 10,000, one more shown', unit, ...appended, budget: { of: 'ours', max: 40 } },
  ];
}

/** Once: what was drained is known afterwards. */
async function drainRow(page: Page): Promise<Row> {
  const given = [largest, drained] as const;
  const ours = await page.evaluate(([count, frames]) => globalThis.bench.growth.drain(count, frames), given);
  const floor = await page.evaluate(
    ([count, frames]) => globalThis.bench.growth.floor(count, 'drained', frames),
    given,
  );
  const what = `draining ${String(drained)} frames at ${String(largest)}`;
  return { what, unit: 'ms', ours, floor, budget: { of: 'ours', max: 12_000 } };
}
