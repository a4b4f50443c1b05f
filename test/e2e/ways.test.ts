import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DeskPage } from '../support/desk-page.js';
import { Panel } from '../support/panel.js';
import { useStage } from '../support/stage.js';
import { nodeIsDown } from '../support/windows.js';

/** Everything that can happen to a conversation between two words. */
describe('while the way changes under a conversation', () => {
  const stage = useStage({ expects: nodeIsDown });
  let panel: Panel;

  const events: Readonly<Record<string, () => Promise<void>>> = {
    'the channel opens': () => panel.goes('direct'),
    'the customer goes to another page': () => visit('/products/lamp-bo'),
    'the node dies': () => stage.node.kill(),
    'the node is back': () => stage.node.start(),
    'the channel opens again': () => panel.goes('direct'),
    'the desk is loaded anew': async () => {
      await stage.desk.reload();
      await stage.desk.select(/word|reply/);
      await sendLeft(stage.desk);
    },
    'a second tab opens and the first is closed': async () => {
      const first = panel.page;
      panel = new Panel(await first.context().newPage());
      await panel.page.goto(`${stage.shop.origin}/care`);
      await first.close();
      await panel.open();
    },
    'the channel opens once more': () => panel.goes('direct'),
    'the node dies while they talk directly': () => stage.node.kill(),
    'the customer reloads while the node is down': () => panel.page.reload().then(reopen),
    'the node is back for good': () => stage.node.start(),
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
    await panel.page.goto(stage.shop.origin + path);
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
      await stage.desk.write(answered.at(-1) ?? '');
    };
    const { desk } = stage;
    panel = await stage.visit('/products/oak-shelf');
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
