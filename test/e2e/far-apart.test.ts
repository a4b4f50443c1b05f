import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import type { SecureChatElement } from '../../src/index.js';
import { launchChromium } from '../support/chromium.js';
import { DeskPage } from '../support/desk-page.js';
import { launchFirefox } from '../support/firefox.js';
import { launchFreezable } from '../support/freezable.js';
import type { Freezable } from '../support/freezable.js';
import { meet } from '../support/meeting.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';

describe('two browsers that talk directly', () => {
  let server: BareNode;
  let browser: Browser;
  let far: Freezable;
  let shop: Shop;
  let desk: DeskPage;

  before(async () => {
    server = await testNode();
    browser = await launchChromium();
    far = await launchFreezable();
    desk = new DeskPage(await far.browser.newPage({ viewport: { width: 1280, height: 800 } }));
    const business = await desk.setUp(server.node.origin, server.token);
    shop = await startShop({ port: 0, nodeOrigin: server.node.origin, business });
  });

  after(async () => {
    await browser.close();
    await far.close();
    await shop.close();
    await server.close();
  });

  it('notice that the path died without a word, lose nothing, and rise again', async () => {
    const panel = await meet(await browser.newPage(), shop, desk, 'Hello from afar');
    await panel.goes('direct');
    far.freeze();
    await panel.write('Into the silence');
    await panel.goes('relay');
    await panel.write('By the other way');
    // The node has both, whatever became of the other side.
    const states = panel.element.getByText('Sent');
    await states.first().waitFor();
    far.thaw();
    await desk.shows('By the other way');
    const heard = await desk.texts.allInnerTexts();
    const order = heard.filter(text => /silence|other way/.test(text));
    assert.deepEqual(
      order.map(text => (text.includes('silence') ? 1 : 2)),
      [1, 2],
    );
    await desk.write('Back again');
    await panel.shows('Back again');
    await panel.goes('direct');
    await panel.page.context().close();
  });

  it('may be Firefox and Chromium', { timeout: 120_000 }, async () => {
    const firefox = await launchFirefox();
    try {
      const page = await firefox.newPage();
      await page.goto(`${shop.origin}/products/lamp-bo`);
      const send = (text: string): Promise<void> =>
        page.evaluate(async words => {
          await customElements.whenDefined('secure-chat');
          const element = document.querySelector<SecureChatElement>('secure-chat');
          element?.show();
          await element?.send(words);
        }, text);
      await send('Guten Tag aus Firefox');
      await desk.select('Guten Tag aus Firefox');
      await desk.write('Good day from Chromium');
      await page.waitForFunction(
        () => document.querySelector<SecureChatElement>('secure-chat')?.activeRoute === 'direct',
        { timeout: 90_000 },
      );
      await send('Direkt und versiegelt');
      await desk.shows('Direkt und versiegelt');
    } finally {
      await firefox.close();
    }
  });
});
