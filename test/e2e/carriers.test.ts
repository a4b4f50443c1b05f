import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { servePage } from '../protocol/support/page.js';
import type { Page } from '../protocol/support/page.js';
import type { Outcome } from '../protocol/support/runner.js';
import { launchChromium } from '../support/chromium.js';
import { launchFirefox } from '../support/firefox.js';
import type { TestNode } from '../support/test-node.js';
import { carrierNode } from '../transport/support/node.js';

/** Seven promises, both ways round, of three carriers. */
const expected = 42;

describe('every carrier', () => {
  let node: TestNode;
  let page: Page;

  before(async () => {
    const made = await carrierNode();
    node = made.node;
    page = await servePage(new URL('../transport/support/browser-entry.ts', import.meta.url), made.run);
  });

  after(async () => {
    await page.close();
    await node[Symbol.asyncDispose]();
  });

  it('keeps its promises in Chromium', { timeout: 120_000 }, async () => {
    await passesIn(await launchChromium(), page.address);
  });

  it('keeps its promises in Firefox', { timeout: 120_000 }, async () => {
    await passesIn(await launchFirefox(), page.address);
  });
});

/** As much of a browser as both drivers have alike. */
interface Launched {
  newPage(): Promise<{
    goto(address: string): Promise<unknown>;
    evaluate(run: () => Promise<readonly Outcome[]>): Promise<readonly Outcome[]>;
  }>;
  close(): Promise<void>;
}

async function passesIn(browser: Launched, address: string): Promise<void> {
  try {
    const tab = await browser.newPage();
    await tab.goto(address);
    assertAll(await tab.evaluate(async () => (await globalThis.runSuites?.()) ?? []));
  } finally {
    await browser.close();
  }
}

function assertAll(outcomes: readonly Outcome[]): void {
  assert.deepEqual(
    outcomes.filter(({ error }) => error !== undefined),
    [],
  );
  assert.equal(outcomes.length, expected);
}
