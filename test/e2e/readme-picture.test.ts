import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { useStage } from '../support/stage.js';

const still = { reducedMotion: 'reduce', locale: 'en-GB' } as const satisfies BrowserContextOptions;
const phoneSize = { width: 390, height: 800 };

describe('the picture in the README', () => {
  const stage = useStage({ desk: 'own' });

  it('shows a real conversation on a product page, and the same one at the desk', async () => {
    const { page: desk } = await stage.setUpAt(
      await stage.newPage({ ...still, viewport: phoneSize }),
      'Amina',
    );
    const panel = await stage.visit('/products/oak-shelf', await stage.newPage(still));
    const { page } = panel;
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
    await sideBySide(stage.browser, [page, desk], `${folder}/conversation.png`);
  });
});

async function answer(desk: Page, text: string): Promise<void> {
  await desk.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await desk.getByRole('button', { name: 'Send' }).click();
}

/** Lays the windows beside each other, as they would lie on a table. */
async function sideBySide(browser: Browser, pages: readonly Page[], path: string): Promise<void> {
  const pictures = await Promise.all(pages.map(async page => (await page.screenshot()).toString('base64')));
  const images = pictures.map(picture => `<img src="data:image/png;base64,${picture}">`).join('');
  const table = await browser.newPage({ viewport: { width: 1280 + 390 + 3 * 32, height: 800 + 2 * 32 } });
  await table.setContent(`<style>
    body { display: flex; gap: 32px; margin: 0; padding: 32px; background: #dfe3de }
    img { border-radius: 16px; box-shadow: 0 12px 40px rgb(16 24 32 / 0.18) }
  </style>${images}`);
  await table.screenshot({ path });
}
