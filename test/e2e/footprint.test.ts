import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium, watchedPage } from '../support/browser.js';
import { startTestNode } from '../support/test-node.js';
import type { TestNode } from '../support/test-node.js';

const embedTag = `<script async src="{{node}}/embed.js" data-business="{{business}}" data-position="bottom-start"
  data-style="display:none" data-onclick="document.title = 'clicked'"></script>`;
const pageWith = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><h1>Page</h1>${body}</body></html>`;

describe('a page of the shop, before the customer acts', () => {
  let browser: Browser;
  let node: TestNode;
  let shop: Shop;
  let embedded: Shop;
  const folder = mkdtempSync(join(tmpdir(), 'secure-chat-page-'));

  before(async () => {
    writeFileSync(join(folder, 'index.html'), pageWith(embedTag));
    writeFileSync(join(folder, 'twice.html'), pageWith(embedTag + embedTag));
    node = await startTestNode();
    const business = { nodeOrigin: node.origin, business: node.shop.id, port: 0 };
    shop = await startShop(business);
    embedded = await startShop({ ...business, folder });
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await shop.close();
    await embedded.close();
    await node[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  for (const [kind, script] of [
    ['module', 'secure-chat.js'],
    ['classic', 'embed.js'],
  ] as const) {
    it(`asks the node for one ${kind} script, and stores, shifts and connects nothing`, async () => {
      const { page, footprint } = await watchedPage(browser);
      const { origin } = kind === 'module' ? shop : embedded;
      await page.goto(origin, { waitUntil: 'networkidle' });
      await page.locator('secure-chat [part=launcher]').waitFor();
      const foreign = footprint.requests.filter(url => !url.startsWith(`${origin}/`));
      assert.deepEqual(foreign, [`${node.origin}/${script}`]);
      assert.deepEqual(footprint.sockets, []);
      assert.deepEqual(await footprint.stored(), []);
      assert.equal(await footprint.layoutShift(), 0);

      await page.locator('secure-chat [part=launcher]').hover();
      await page.waitForResponse(/\/w\/[0-9a-f]+\/visitor\.js$/);
      await page.waitForLoadState('networkidle');
      const chunks = footprint.requests.slice(footprint.requests.indexOf(`${node.origin}/${script}`) + 1);
      const strangers = chunks.filter(
        url => !url.startsWith(`${node.origin}/w/`) && !url.startsWith(`${origin}/`),
      );
      assert.deepEqual(strangers, []);
      assert.equal(await footprint.layoutShift(), 0);
      assert.deepEqual(footprint.sockets, []);
      assert.deepEqual(await footprint.stored(), []);

      await page.locator('secure-chat [part=launcher]').click();
      await page.getByRole('dialog').waitFor();
      assert.ok((await footprint.stored()).includes('localStorage secure-chat'));
      await page.context().close();
    });
  }

  it('takes no attribute from the embedding script but those of the table', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(embedded.origin);
    const element = page.locator('secure-chat');
    await element.waitFor({ state: 'attached' });
    const names = await element.evaluate(node => node.getAttributeNames());
    assert.deepEqual(names, ['business', 'position']);
    await page.context().close();
  });

  it('plays back what was queued before the embedding script came, and adds one element for two scripts', async () => {
    const { page } = await watchedPage(browser);
    await page.addInitScript(() => {
      window.secureChat = [
        ['setContext', { product: 'Oak shelf' }],
        element => {
          element.setAttribute('greeting', 'Hi');
        },
      ];
      window.secureChat.push(['show']);
    });
    await page.goto(`${embedded.origin}/twice`);
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.locator('secure-chat').count(), 1);
    assert.equal(await page.locator('secure-chat').getAttribute('greeting'), 'Hi');
    await page.evaluate(() => window.secureChat?.push(['hide']));
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('opens with the product that the customer asks about', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(`${shop.origin}/products/oak-shelf`);
    await page.getByRole('button', { name: 'Ask about it' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByText('Oak shelf').last().waitFor();
    await page.context().close();
  });
});
