import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Panel } from '../support/panel.js';
import { useStage } from '../support/stage.js';
import { nodeIsDown } from '../support/windows.js';

describe('the direct route', () => {
  const stage = useStage({ expects: nodeIsDown });
  let panel: Panel;
  let round = 0;

  /** A customer whose words were answered: from here on the two browsers look for each other. */
  beforeEach(async () => {
    round++;
    panel = await stage.meet(`Hello, round ${String(round)}`);
  });

  it('takes over from the relay by itself, and says so', async () => {
    await panel.goes('direct');
    await panel.write('Does it come in ash?');
    await stage.desk.shows('Does it come in ash?');
    await stage.desk.write('It does.');
    await panel.shows('It does.');
    await panel.element.getByText('Read').first().waitFor();
  });

  it('carries on while the node is down, and finds the node again', async () => {
    await panel.goes('direct');
    await stage.node.kill();
    await panel.write('Is anybody there?');
    await stage.desk.shows('Is anybody there?');
    await stage.desk.write('Always.');
    await panel.shows('Always.');
    assert.equal(await panel.route(), 'direct');
    await stage.node.start();
    await panel.write('And now?');
    await stage.desk.shows('And now?');
  });

  it('falls back to the relay when the other page goes, and rises again when it is back', async () => {
    await panel.goes('direct');
    await stage.desk.page.goto('about:blank');
    await panel.goes('relay');
    await panel.write('Are you still there?');
    await panel.element.getByText('Sent').first().waitFor();
    await stage.desk.page.goBack();
    await stage.desk.reload();
    await stage.desk.select('Are you still there?');
    await stage.desk.write('Yes, I am back.');
    await panel.shows('Yes, I am back.');
    await panel.goes('direct');
  });

  it('goes over page after page with the customer', async () => {
    await panel.goes('direct');
    await panel.page.goto(`${stage.shop.origin}/products/lamp-bo`);
    await panel.shows(`Good day. Hello, round ${String(round)}`, { isOpening: true });
    await panel.goes('direct');
    await panel.write('And this lamp?');
    await stage.desk.shows('And this lamp?');
  });

  it('lets the page into the back/forward cache, and opens again when it comes back', async () => {
    await panel.goes('direct');
    let isKept = false;
    // Chromium keeps a page only when nothing of it is under way: another try leaves a quieter one.
    for (let attempt = 0; attempt < 5 && !isKept; attempt++) {
      await panel.page.evaluate(() => {
        addEventListener('pageshow', event => {
          document.documentElement.dataset['kept'] = String(event.persisted);
        });
      });
      await panel.page.goto(`${stage.shop.origin}/care`);
      await panel.page.goBack({ waitUntil: 'commit' });
      await panel.shows(`Hello, round ${String(round)}`, { isOpening: true });
      isKept = (await panel.page.evaluate(() => document.documentElement.dataset['kept'])) === 'true';
    }
    assert.ok(isKept, 'the page was never kept in the cache');
    // A page out of the cache confuses `waitForFunction`: its words are waited for instead.
    await panel.element.getByText('Direct connection').filter({ visible: true }).first().waitFor();
    await panel.write('Back again');
    await stage.desk.shows('Back again');
  });

  it('is not looked for where the page wishes the relay', async () => {
    await panel.goes('direct');
    await panel.element.evaluate(element => {
      element.setAttribute('route', 'relay');
    });
    await panel.goes('relay');
    await panel.write('Through the node, please.');
    await stage.desk.shows('Through the node, please.');
    assert.equal(await panel.route(), 'relay');
  });
});
