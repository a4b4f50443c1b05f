import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';

export interface WindowsOptions {
  /** More flags of Chromium. */
  readonly flags?: readonly string[];
  /** What these tests make a console complain of. */
  readonly expects?: RegExp;
  /** Names of hosts besides the loopback that pages may ask. */
  readonly hosts?: readonly string[];
}

/** What a console says of a node that is down, or dies in the middle of an answer: its pages look for it all the time. */
export const nodeIsDown =
  /WebSocket connection to 'ws:\/\/127\.0\.0\.1:\d+\/|net::ERR_(?:CONNECTION_(?:REFUSED|RESET)|EMPTY_RESPONSE)/;

/** A page that goes while it still connects leaves this behind. */
const pageLeft = /WebSocket is closed before the connection is established/;

/** A Chromium for the tests of a suite; what its pages complain of, and whom they ask, is watched from the first byte. */
export class Windows {
  /** Errors and warnings in consoles and errors of pages that no test expects. */
  readonly complaints: string[] = [];
  /** Requests and sockets to hosts that are not ours. */
  readonly foreign: string[] = [];
  readonly #options: WindowsOptions;
  #browser: Browser | undefined;
  /** Those of the test that runs, and of the suite. */
  #ofTest: BrowserContext[] | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('the browser is launched before the first test');
    return this.#browser;
  }

  async launch(): Promise<void> {
    this.#browser = await launchChromium(this.#options.flags);
  }

  /** A customer's or an agent's browser of their own: one made in a test ends with it, others with the suite. */
  async newContext(
    options: BrowserContextOptions = {},
    browser: Browser = this.browser,
  ): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    this.#ofTest?.push(context);
    context.on('console', message => {
      this.#onConsole(message);
    });
    context.on('weberror', error => this.complaints.push(error.error().message));
    context.on('request', request => {
      this.#onAddress(request.url());
    });
    context.on('page', page => {
      page.on('websocket', socket => {
        this.#onAddress(socket.url());
      });
    });
    return context;
  }

  /** A page in a browser of its own. */
  async newPage(options: BrowserContextOptions = {}, browser: Browser = this.browser): Promise<Page> {
    return (await this.newContext(options, browser)).newPage();
  }

  beginTest(): void {
    this.#ofTest = [];
  }

  /** Closes what the test opened; fails where its pages complained, or asked somebody else. */
  async endTest(): Promise<void> {
    // Closed first: everything that they said is told before.
    for (const context of this.#ofTest ?? []) await context.close();
    this.#ofTest = undefined;
    const seen = { complaints: this.complaints.splice(0), foreign: this.foreign.splice(0) };
    assert.deepEqual(seen, { complaints: [], foreign: [] });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  #onConsole(message: ConsoleMessage): void {
    const text = `${message.text()} (${message.location().url})`;
    const isExpected = pageLeft.test(text) || this.#options.expects?.test(text) === true;
    if (/error|warning/.test(message.type()) && !isExpected) this.complaints.push(text);
  }

  #onAddress(address: string): void {
    const { protocol, hostname } = new URL(address);
    const isOurs = ['127.0.0.1', 'localhost', ...(this.#options.hosts ?? [])].includes(hostname);
    if (!isOurs && !/^(?:about|blob|data):/.test(protocol)) this.foreign.push(address);
  }
}

/** A browser for the suite in which this is called. */
export function useWindows(options: WindowsOptions = {}): Windows {
  const windows = new Windows(options);
  before(() => windows.launch());
  beforeEach(() => {
    windows.beginTest();
  });
  afterEach(() => windows.endTest());
  after(() => windows.close());
  return windows;
}
