import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { servePage } from '../protocol/support/page.js';
import { tabLeadSuite } from '../storage/tab-lead.suite.js';
import type { SuiteBrowser, SuiteTab } from '../storage/tab-lead.suite.js';
import { launchChromium } from '../support/chromium.js';
import { freeze } from '../support/frozen.js';

describe('tabs of Chromium', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;
  let context: BrowserContext;
  /** Pages are dear: each story plays in those of the story before, under a name of its own. */
  const pages: Page[] = [];
  const errors: string[] = [];
  let story = 0;

  before(async () => {
    served = await servePage(new URL('../storage/support/tab-page.ts', import.meta.url), {});
    browser = await launchChromium();
    context = await browser.newContext();
    context.on('weberror', error => errors.push(error.error().message));
  });

  after(async () => {
    await browser.close();
    await served.close();
  });

  async function load(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(served.address);
    await page.waitForFunction(() => 'tabPage' in globalThis);
    return page;
  }

  async function browse(): Promise<SuiteBrowser> {
    const name = `story ${String(++story)}`;
    const free = [...pages];
    const taken: SuiteTab[] = [];
    return {
      async open({ isVisible } = { isVisible: true }) {
        const page = free.shift() ?? (await load());
        if (!pages.includes(page)) pages.push(page);
        const tab = await open(page, name, isVisible);
        taken.push(tab);
        return tab;
      },
      async post(value) {
        const [page] = pages;
        await page?.evaluate(
          ([channel, garbage]) => {
            new BroadcastChannel(channel).postMessage(garbage);
          },
          [name, value] as const,
        );
      },
      async [Symbol.asyncDispose]() {
        for (const tab of taken) {
          await tab.thaw();
          await tab.stop();
        }
        assert.deepEqual(errors.splice(0), []);
      },
    };
  }

  tabLeadSuite(
    { describe: (title, body) => void describe(title, body), it: (title, body) => void it(title, body) },
    'the lead by Web Locks',
    browse,
  );
});

async function open(page: Page, name: string, isVisible: boolean): Promise<SuiteTab> {
  await page.evaluate(
    ([story, visibility]) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
      tabPage.begin(story);
    },
    [name, isVisible ? 'visible' : 'hidden'] as const,
  );
  let thaw = async (): Promise<void> => undefined;
  return {
    start: () =>
      page.evaluate(async () => {
        tabPage.lead.start();
        // Asked behind the request for the lock, and so answered when that one is queued.
        await navigator.locks.query();
      }),
    stop: () =>
      page.evaluate(() => {
        tabPage.lead.stop();
      }),
    steal: () =>
      page.evaluate(() => {
        tabPage.lead.steal();
      }),
    ring: note =>
      page.evaluate(given => {
        tabPage.lead.ring(given);
      }, note),
    isLeading: () => page.evaluate(() => tabPage.lead.isLeading),
    happened: async (...expected) => {
      const text = JSON.stringify(expected);
      await page
        .waitForFunction(wanted => JSON.stringify(tabPage.events) === wanted, text)
        .catch(async () => {
          assert.deepEqual(await page.evaluate(() => tabPage.events), expected);
        });
    },
    saw: async event => {
      await page.waitForFunction(wanted => tabPage.events.includes(wanted), event);
    },
    freeze: async () => {
      thaw = await freeze(page);
    },
    thaw: async () => {
      await thaw();
      thaw = async () => undefined;
    },
    losePatience: () =>
      page.evaluate(() => {
        tabPage.losePatience();
      }),
  };
}
