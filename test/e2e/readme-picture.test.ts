import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop } from '../../demo/shop/server.js';
import { launchChromium } from '../support/chromium.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';
import { Panel } from '../support/panel.js';
import { askedWord } from '../support/recovery-check.js';

const shopSize = { width: 1280, height: 800 };
const phoneSize = { width: 390, height: 800 };

describe('the picture in the README', () => {
  let server: BareNode;
  let shop: Shop | undefined;
  let browser: Browser;

  before(async () => {
    server = await testNode();
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await shop?.close();
    await server.close();
  });

  it('shows a real conversation on a product page, and the same one at the desk', async () => {
    const desk = await pageOf(browser, phoneSize);
    const business = await openDesk(desk, server);
    shop = await startShop({ port: 0, nodeOrigin: server.node.origin, business });
    const page = await pageOf(browser, shopSize);
    const panel = new Panel(page);
    await page.goto(`${shop.origin}/products/oak-shelf`);
    await panel.open();
    await panel.write('Hi! Does this oak shelf come in 120 cm?');
    await desk.locator('[part~=row]').click();
    await answer(desk, 'It does, as of this week: 120 cm wide, 110 cm high.');
    await panel.shows('It does, as of this week');
    await panel.write('Great, I’ll take it. Can you hold it until Friday?');
    await desk.locator('[part~=bubble]').getByText('Can you hold it until Friday?').waitFor();
    await answer(desk, 'Of course. I have put one aside for you.');
    await panel.shows('I have put one aside for you.');
    await panel.element.getByText('Read').first().waitFor();
    await page.locator('secure-chat textarea:placeholder-shown').waitFor();
    await desk.locator('[part~=message-own]').getByText('Read').first().waitFor();
    // Kept pictures change only when asked: a test run must leave the tree as it was.
    const folder = process.env['UPDATE_PICTURES'] === '1' ? 'docs/images' : 'test-results';
    mkdirSync(folder, { recursive: true });
    await sideBySide(browser, [page, desk], `${folder}/conversation.png`);
  });
});

async function pageOf(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
  return context.newPage();
}

/** Sets a business up at its desk; answers its fingerprint. */
async function openDesk(desk: Page, { node, token }: BareNode): Promise<string> {
  await desk.goto(`${node.origin}/desk#setup=${token}`);
  await desk.getByLabel('Name of your business').fill('Juniper');
  await desk.getByLabel('Your name, as customers see it').fill('Amina');
  await desk.getByLabel('Passphrase for this device').fill('apple river stone cloud');
  await desk.getByRole('button', { name: 'Set up' }).click();
  const word = await askedWord(desk);
  await desk.getByLabel(/type word number/).fill(word);
  await desk.getByRole('button', { name: 'I have kept it' }).click();
  await desk.getByRole('heading', { name: 'Put the chat on your site' }).waitFor();
  return new URL(desk.url()).searchParams.get('b') ?? '';
}

async function answer(desk: Page, text: string): Promise<void> {
  await desk.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await desk.getByRole('button', { name: 'Send' }).click();
}

/** Lays the windows beside each other, as they would lie on a table. */
async function sideBySide(browser: Browser, pages: readonly Page[], path: string): Promise<void> {
  const pictures = await Promise.all(pages.map(async page => (await page.screenshot()).toString('base64')));
  const images = pictures.map(picture => `<img src="data:image/png;base64,${picture}">`).join('');
  const table = await pageOf(browser, { width: 1280 + 390 + 3 * 32, height: 800 + 2 * 32 });
  await table.setContent(`<style>
    body { display: flex; gap: 32px; margin: 0; padding: 32px; background: #dfe3de }
    img { border-radius: 16px; box-shadow: 0 12px 40px rgb(16 24 32 / 0.18) }
  </style>${images}`);
  await table.screenshot({ path });
}
