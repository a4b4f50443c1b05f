import { it } from 'node:test';
import { chromium } from 'playwright-core';
import { assertOutcomes, servePage } from './support/page.js';

it('the protocol passes every suite in Chromium', { timeout: 300_000 }, async () => {
  const page = await servePage();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.address);
    assertOutcomes(await tab.evaluate(async () => (await globalThis.runSuites?.()) ?? []));
  } finally {
    await browser.close();
    await page.close();
  }
});
