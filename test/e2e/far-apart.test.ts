import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SecureChatElement } from '../../src/index.js';
import type { DeskPage } from '../support/desk-page.js';
import { launchFirefox } from '../support/firefox.js';
import { launchFreezable } from '../support/freezable.js';
import type { Freezable } from '../support/freezable.js';
import { useStage } from '../support/stage.js';

describe('two browsers that talk directly', () => {
  const stage = useStage({ desk: 'own' });
  let far: Freezable;
  let desk: DeskPage;

  before(async () => {
    far = await launchFreezable();
    desk = await stage.setUpAt(await stage.newPage({}, far.browser));
  });

  after(() => far.close());

  it('notice that the path died without a word, lose nothing, and rise again', async () => {
    const panel = await stage.meet('Hello from afar');
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
  });

  it('may be Firefox and Chromium', { timeout: 120_000 }, async () => {
    const firefox = await launchFirefox();
    try {
      const page = await firefox.newPage();
      await page.goto(`${stage.shop.origin}/products/lamp-bo`);
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
