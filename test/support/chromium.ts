import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../scripts/browser.js';

/** Real Chromium, with the back/forward cache that automation turns off by default: customers have it on. */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser('chromium'),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [...chromiumFlags, ...flags],
  });
}
