import puppeteer from 'puppeteer-core';
import type { Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser.js';

const timeout = 120_000;

/** A real Firefox; installed where it is missing and may be, else the error says how. */
export async function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless: true,
    protocolTimeout: timeout,
  });
}
