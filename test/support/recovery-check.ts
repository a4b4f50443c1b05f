import type { Page } from 'playwright-core';

/** Reads the recovery code off the desk's screen, as an owner does; answers the word that is asked for. */
export async function askedWord(desk: Page): Promise<string> {
  await desk.getByRole('heading', { name: 'Keep these twelve words' }).waitFor();
  const words = await desk.locator('ol li').allTextContents();
  const asked = Number(/\d+/.exec((await desk.locator('form label').textContent()) ?? '')?.[0]);
  return words[asked - 1] ?? '';
}
