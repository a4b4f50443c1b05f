import { existsSync } from 'node:fs';
import { it } from 'node:test';
import puppeteer from 'puppeteer-core';
import { assertOutcomes, servePage } from './support/page.js';

const executablePath = '/usr/bin/firefox-esr';

if (!existsSync(executablePath)) console.log('Firefox ESR is not here: its run of the protocol is left out');
else {
  it('the protocol passes every suite in Firefox', { timeout: 600_000 }, async () => {
    const page = await servePage();
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      protocolTimeout: 600_000,
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
}
