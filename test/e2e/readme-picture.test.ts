import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import type { DeskEngine } from '../../src/chat/desk-engine.js';
import { launchChromium } from '../support/chromium.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';
import { Panel } from '../support/panel.js';
import { isOpen, setUp } from '../support/people.js';
import { until } from '../support/until.js';

describe('the picture in the README', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let shop: Shop;
  let browser: Browser;

  before(async () => {
    server = await testNode();
    const made = await setUp(server.node.origin, server.token);
    desk = made.desk;
    shop = await startShop({ port: 0, nodeOrigin: server.node.origin, business: made.business });
    browser = await launchChromium();
  });

  after(async () => {
    desk.suspend();
    await browser.close();
    await shop.close();
    await server.close();
  });

  it('shows a real conversation on a product page', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const panel = new Panel(page);
    await page.goto(`${shop.origin}/products/oak-shelf`);
    await panel.open();
    await panel.write('Hi! Does this oak shelf come in 120 cm?');
    await panel.write('It should fit next to a window.');
    const state = await until(desk, 'both texts', desktop => isOpen(desktop) && desktop.unread === 2);
    desk.request({ type: 'select', conversation: isOpen(state) ? state.rows[0]?.id : undefined });
    desk.request({ type: 'seen' });
    desk.request({ type: 'send', text: 'It does, as of this week.' });
    await panel.shows('It does, as of this week.');
    await panel.element.getByText('Read').first().waitFor();
    mkdirSync('test-results', { recursive: true });
    // Kept pictures change only when asked: a test run must leave the tree as it was.
    const folder = process.env['UPDATE_PICTURES'] === '1' ? 'docs/images' : 'test-results';
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/conversation.png` });
  });
});
