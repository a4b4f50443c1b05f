import type { Page } from 'playwright-core';
import type { Shop } from '../../demo/shop/server.js';
import type { DeskPage } from './desk-page.js';
import { Panel } from './panel.js';

/** A customer asks on a product page and is answered: from here on the two browsers look for each other. */
export async function meet(page: Page, shop: Shop, desk: DeskPage, words: string): Promise<Panel> {
  const panel = new Panel(page);
  await page.goto(`${shop.origin}/products/oak-shelf`);
  await panel.open();
  await panel.write(words);
  await desk.select(words);
  await desk.write(`Good day. ${words}`);
  await panel.shows(`Good day. ${words}`);
  return panel;
}
