import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Shop } from '../../demo/shop/server.js';
import { footprintOf } from '../support/footprint.js';
import { useStage } from '../support/stage.js';
import { temporaryFolder } from '../support/test-node.js';

const embedTag = `<script async src="{{node}}/embed.js" data-business="{{business}}" data-position="bottom-start"
  data-style="display:none" data-onclick="document.title = 'clicked'"></script>`;
const pageWith = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><h1>Page</h1>${body}</body></html>`;

describe('a page of the shop, before the customer acts', () => {
  const stage = useStage({ desk: 'nobody', expects: /favicon\.ico/ });
  const folder = temporaryFolder();
  let embedded: Shop;

  before(async () => {
    writeFileSync(join(folder.path, 'index.html'), pageWith(embedTag));
    writeFileSync(join(folder.path, 'twice.html'), pageWith(embedTag + embedTag));
    embedded = await stage.openShop({ folder: folder.path });
  });

  after(() => {
    folder[Symbol.dispose]();
  });

  for (const [kind, script] of [
    ['module', 'secure-chat.js'],
    ['classic', 'embed.js'],
  ] as const) {
    it(`asks the node for one ${kind} script, and stores, shifts and connects nothing`, async () => {
      const page = await stage.newPage();
      const footprint = await footprintOf(page);
      const { node, shop } = stage;
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
    });
  }

  it('takes no attribute from the embedding script but those of the table', async () => {
    const page = await stage.newPage();
    await page.goto(embedded.origin);
    const element = page.locator('secure-chat');
    await element.waitFor({ state: 'attached' });
    const names = await element.evaluate(node => node.getAttributeNames());
    assert.deepEqual(names, ['business', 'position']);
  });

  it('plays back what was queued before the embedding script came, and adds one element for two scripts', async () => {
    const page = await stage.newPage();
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
  });

  it('opens with the product that the customer asks about', async () => {
    const page = await stage.newPage();
    await page.goto(`${stage.shop.origin}/products/oak-shelf`);
    await page.getByRole('button', { name: 'Ask about it' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByText('Oak shelf').last().waitFor();
  });
});
