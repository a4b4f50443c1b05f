import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { useStage } from '../support/stage.js';

const viewport = { width: 390, height: 844 };

/** How one types there, and what Enter does. */
const hands: readonly {
  readonly with: string;
  readonly options: BrowserContextOptions;
  readonly isCoarse: boolean;
}[] = [
  { with: 'a finger', options: { viewport, hasTouch: true, isMobile: true }, isCoarse: true },
  { with: 'a mouse', options: { viewport }, isCoarse: false },
];

describe('whoever writes on a window of 390 by 844', () => {
  const stage = useStage({ desk: 'nobody' });

  /** The text of each bubble of the customer's own. */
  async function bubbles(page: Page, count: number): Promise<readonly string[]> {
    const own = page.locator('[part~=message-own] [part~=bubble]');
    await own.nth(count - 1).waitFor();
    return own.allInnerTexts();
  }

  for (const { with: hand, options, isCoarse } of hands)
    it(`with ${hand} ${isCoarse ? 'makes a second line by Enter, and sends by the button' : 'sends by Enter'}`, async () => {
      const { page } = await stage.visit('/products/oak-shelf', await stage.newPage(options));
      assert.equal(await page.evaluate(() => matchMedia('(pointer: coarse)').matches), isCoarse);
      const field = page.getByRole('textbox', { name: 'Write a message' });
      const send = page.getByRole('button', { name: 'Send', exact: true });
      assert.equal(await field.getAttribute('enterkeyhint'), isCoarse ? 'enter' : 'send');
      await field.pressSequentially('Does it come in oak?');
      await field.press('Enter');
      if (isCoarse) {
        await field.pressSequentially('And in 120 cm?');
        assert.equal(await field.inputValue(), 'Does it come in oak?\nAnd in 120 cm?');
        await send.tap();
        assert.deepEqual(await bubbles(page, 1), ['Does it come in oak?\nAnd in 120 cm?']);
        assert.equal(await field.inputValue(), '');
      } else {
        assert.equal(await field.inputValue(), '');
        await field.pressSequentially('And in 120 cm?');
        await send.click();
        assert.deepEqual(await bubbles(page, 2), ['Does it come in oak?', 'And in 120 cm?']);
      }
    });

  it('with an input method sends by a button that does not take the focus: the composition ends with its word', async () => {
    const page = await stage.newPage({ viewport });
    await stage.visit('/products/oak-shelf', page);
    const field = page.getByRole('textbox', { name: 'Write a message' });
    const keys = await page.context().newCDPSession(page);
    await field.focus();
    await field.evaluate(element => {
      element.addEventListener('compositionend', () => {
        element.setAttribute('data-ended', '');
      });
    });
    await keys.send('Input.imeSetComposition', { text: 'たなを', selectionStart: 3, selectionEnd: 3 });
    assert.equal(await field.inputValue(), 'たなを');
    // As a screen reader presses it, and a finger on iOS.
    await page.getByRole('button', { name: 'Send', exact: true }).evaluate(button => {
      if (button instanceof HTMLElement) button.click();
    });
    assert.deepEqual(await bubbles(page, 1), ['たなを']);
    assert.equal(
      await field.getAttribute('data-ended'),
      '',
      'an input method that is not told goes on with its word',
    );
    assert.equal(await field.inputValue(), '');
    await page.keyboard.insertText('ください');
    assert.equal(await field.inputValue(), 'ください');
  });
});
