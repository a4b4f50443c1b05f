import { it } from 'node:test';
import { launchFirefox } from '../support/firefox.js';
import { assertOutcomes, serveProtocol } from './support/page.js';

it('the protocol passes every suite in Firefox', { timeout: 600_000 }, async () => {
  const page = await serveProtocol();
  const browser = await launchFirefox();
  try {
    const tab = await browser.newPage();
    await tab.goto(page.address);
    assertOutcomes(await tab.evaluate(async () => (await globalThis.runSuites?.()) ?? []));
  } finally {
    await browser.close();
    await page.close();
  }
});
