import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium, watchedPage } from '../support/browser.js';
import { startTestNode } from '../support/test-node.js';
import type { TestNode } from '../support/test-node.js';

describe('a page on which the chat cannot work', () => {
  let browser: Browser;
  let node: TestNode;
  let shop: Shop;

  before(async () => {
    node = await startTestNode();
    shop = await startShop({ nodeOrigin: node.origin, business: node.shop.id, port: 0 });
    browser = await launchChromium(['--host-resolver-rules=MAP shop.test 127.0.0.1']);
  });

  after(async () => {
    await browser.close();
    await shop.close();
    await node[Symbol.asyncDispose]();
  });

  it('says that its code is blocked, links to the chat page, and opens as soon as the code comes', async () => {
    const { page } = await watchedPage(browser);
    let blocked = 0;
    await page.route(/\/w\/[0-9a-f]+\/visitor\.js/, route => {
      blocked += 1;
      return route.abort();
    });
    await page.goto(shop.origin);
    const launcher = page.locator('secure-chat [part=launcher]');
    await launcher.click();
    const alert = page.getByRole('alert');
    await alert.getByText('app-unavailable').waitFor();
    const link = await alert.getByRole('link').getAttribute('href');
    assert.equal(link, `${node.origin}/chat?b=${node.shop.id}`);
    assert.ok(blocked >= 1);
    await page.unroute(/\/w\/[0-9a-f]+\/visitor\.js/);
    await launcher.click();
    await alert.waitFor({ state: 'detached' });
    await launcher.click();
    await page.getByRole('dialog').waitFor();
    await page.context().close();
  });

  it('says on plain HTTP that there is no encryption here, in words, and links to the node over HTTPS', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(shop.origin.replace('127.0.0.1', 'shop.test'));
    await page.locator('secure-chat [part=launcher]').click();
    const alert = page.getByRole('alert');
    await alert.getByText('insecure-context').waitFor();
    const link = await alert.getByRole('link').getAttribute('href');
    assert.equal(link, `${node.origin.replace('http:', 'https:')}/chat?b=${node.shop.id}`);
    assert.match((await alert.textContent()) ?? '', /^\S+ \S+ .*secure-chat: insecure-context/);
    await page.context().close();
  });

  it('tells an older browser so with a link, and never stays blank', async () => {
    const { page } = await watchedPage(browser);
    await page.addInitScript(() => {
      CSS.supports = () => false;
    });
    await page.goto(shop.origin);
    const alert = page.getByRole('alert');
    await alert.getByText('browser-too-old').waitFor();
    assert.ok(await alert.getByRole('link').isVisible());
    await page.context().close();
  });
});
