import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium } from '../support/chromium.js';
import { DeskPage } from '../support/desk-page.js';
import { NodeProcess } from '../support/node-process.js';
import { Panel } from '../support/panel.js';
import { setupToken, temporaryFolder } from '../support/test-node.js';

/** Everything that can happen to a conversation between two words. */
describe('while the way changes under a conversation', () => {
  const folder = temporaryFolder();
  const node = new NodeProcess(folder.path);
  let browser: Browser;
  let shop: Shop;
  let desk: DeskPage;
  let context: BrowserContext;
  let page: Page;
  let panel: Panel;

  before(async () => {
    await node.start();
    browser = await launchChromium();
    desk = new DeskPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    const business = await desk.setUp(node.origin, await setupToken(folder.path));
    shop = await startShop({ port: 0, nodeOrigin: node.origin, business });
    context = await browser.newContext();
    page = await context.newPage();
    panel = new Panel(page);
  });

  after(async () => {
    await browser.close();
    await shop.close();
    await node.kill();
    folder[Symbol.dispose]();
  });

  const events: Readonly<Record<string, () => Promise<void>>> = {
    'the channel opens': () => panel.goes('direct'),
    'the customer goes to another page': () => visit('/products/lamp-bo'),
    'the node dies': () => node.kill(),
    'the node is back': () => node.start(),
    'the channel opens again': () => panel.goes('direct'),
    'the desk is loaded anew': async () => {
      await desk.reload();
      await desk.select(/word|reply/);
      await sendLeft(desk);
    },
    'a second tab opens and the first is closed': async () => {
      const second = await context.newPage();
      await second.goto(`${shop.origin}/care`);
      await page.close();
      page = second;
      panel = new Panel(page);
      await panel.open();
    },
    'the channel opens once more': () => panel.goes('direct'),
    'the node dies while they talk directly': () => node.kill(),
    'the customer reloads while the node is down': () => page.reload().then(reopen),
    'the node is back for good': () => node.start(),
  };

  async function reopen(): Promise<void> {
    await panel.open();
    await sendLeft(panel);
  }

  /** What was cut off between Enter and its commit is still in the field: its writer sends it first. */
  async function sendLeft({ composer }: Panel | DeskPage): Promise<void> {
    if ((await composer.inputValue()) !== '') await composer.press('Enter');
  }

  async function visit(path: string): Promise<void> {
    await page.goto(shop.origin + path);
    await reopen();
  }

  it('loses no word, doubles none, and keeps their order on both sides', { timeout: 120_000 }, async () => {
    const asked: string[] = [];
    const answered: string[] = [];
    const ask = async (): Promise<void> => {
      asked.push(`word ${String(asked.length + 1)}`);
      await panel.write(asked.at(-1) ?? '');
      await panel.shows(asked.at(-1) ?? '');
    };
    const answer = async (): Promise<void> => {
      answered.push(`reply ${String(answered.length + 1)}`);
      await desk.write(answered.at(-1) ?? '');
    };
    await visit('/products/oak-shelf');
    await ask();
    await desk.select('word 1');
    await answer();
    await panel.shows('reply 1');
    for (const happen of Object.values(events)) {
      // Right before and right after: what is under way must survive as well.
      await ask();
      await answer();
      await happen();
      await ask();
      await answer();
    }
    await desk.shows(asked.at(-1) ?? '');
    await panel.shows(answered.at(-1) ?? '');
    for (const view of [panel, desk]) {
      const shown = await view.texts.allInnerTexts();
      assert.deepEqual(
        shown.filter(text => text.startsWith('word')),
        asked,
      );
      assert.deepEqual(
        shown.filter(text => text.startsWith('reply')),
        answered,
      );
    }
  });
});
