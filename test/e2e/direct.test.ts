import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium } from '../support/chromium.js';
import { DeskPage } from '../support/desk-page.js';
import { meet } from '../support/meeting.js';
import { NodeProcess } from '../support/node-process.js';
import type { Panel } from '../support/panel.js';
import { setupToken, temporaryFolder } from '../support/test-node.js';

describe('the direct route', () => {
  const folder = temporaryFolder();
  const node = new NodeProcess(folder.path);
  let browser: Browser;
  let shop: Shop;
  let desk: DeskPage;
  let context: BrowserContext;
  let page: Page;
  let panel: Panel;
  let round = 0;

  before(async () => {
    await node.start();
    browser = await launchChromium();
    desk = new DeskPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    const business = await desk.setUp(node.origin, await setupToken(folder.path));
    shop = await startShop({ port: 0, nodeOrigin: node.origin, business });
  });

  after(async () => {
    await browser.close();
    await shop.close();
    await node.kill();
    folder[Symbol.dispose]();
  });

  /** A customer whose words were answered: from here on the two browsers look for each other. */
  beforeEach(async () => {
    round++;
    context = await browser.newContext();
    page = await context.newPage();
    panel = await meet(page, shop, desk, `Hello, round ${String(round)}`);
  });

  it('takes over from the relay by itself, and says so', async () => {
    await panel.goes('direct');
    await panel.write('Does it come in ash?');
    await desk.shows('Does it come in ash?');
    await desk.write('It does.');
    await panel.shows('It does.');
    await panel.element.getByText('Read').first().waitFor();
    await context.close();
  });

  it('carries on while the node is down, and finds the node again', async () => {
    await panel.goes('direct');
    await node.kill();
    await panel.write('Is anybody there?');
    await desk.shows('Is anybody there?');
    await desk.write('Always.');
    await panel.shows('Always.');
    assert.equal(await panel.route(), 'direct');
    await node.start();
    await panel.write('And now?');
    await desk.shows('And now?');
    await context.close();
  });

  it('falls back to the relay when the other page goes, and rises again when it is back', async () => {
    await panel.goes('direct');
    await desk.page.goto('about:blank');
    await panel.goes('relay');
    await panel.write('Are you still there?');
    await panel.element.getByText('Sent').first().waitFor();
    await desk.page.goBack();
    await desk.reload();
    await desk.select('Are you still there?');
    await desk.write('Yes, I am back.');
    await panel.shows('Yes, I am back.');
    await panel.goes('direct');
    await context.close();
  });

  it('goes over page after page with the customer', async () => {
    await panel.goes('direct');
    await page.goto(`${shop.origin}/products/lamp-bo`);
    await panel.shows(`Good day. Hello, round ${String(round)}`, { isOpening: true });
    await panel.goes('direct');
    await panel.write('And this lamp?');
    await desk.shows('And this lamp?');
    await context.close();
  });

  it('lets the page into the back/forward cache, and opens again when it comes back', async () => {
    await panel.goes('direct');
    let isKept = false;
    // Chromium keeps a page only when nothing of it is under way: another try leaves a quieter one.
    for (let attempt = 0; attempt < 5 && !isKept; attempt++) {
      await page.evaluate(() => {
        addEventListener('pageshow', event => {
          document.documentElement.dataset['kept'] = String(event.persisted);
        });
      });
      await page.goto(`${shop.origin}/care`);
      await page.goBack({ waitUntil: 'commit' });
      await panel.shows(`Hello, round ${String(round)}`, { isOpening: true });
      isKept = (await page.evaluate(() => document.documentElement.dataset['kept'])) === 'true';
    }
    assert.ok(isKept, 'the page was never kept in the cache');
    // A page out of the cache confuses `waitForFunction`: its words are waited for instead.
    await panel.element.getByText('Direct connection').filter({ visible: true }).first().waitFor();
    await panel.write('Back again');
    await desk.shows('Back again');
    await context.close();
  });

  it('is not looked for where the page wishes the relay', async () => {
    await panel.goes('direct');
    await panel.element.evaluate(element => {
      element.setAttribute('route', 'relay');
    });
    await panel.goes('relay');
    await panel.write('Through the node, please.');
    await desk.shows('Through the node, please.');
    assert.equal(await panel.route(), 'relay');
    await context.close();
  });
});
