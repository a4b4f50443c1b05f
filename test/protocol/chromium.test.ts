import { it } from 'node:test';
import { launchChromium } from '../support/chromium.js';
import { assertOutcomes, serveProtocol } from './support/page.js';

it('the protocol passes every suite in Chromium', { timeout: 300_000 }, async () => {
  const page = await serveProtocol();
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(page.address);
    assertOutcomes(await tab.evaluate(async () => (await globalThis.runSuites?.()) ?? []));
  } finally {
    await browser.close();
    await page.close();
  }
});
