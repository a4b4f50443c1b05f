import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { UnlockedDeskState } from '../../src/chat/model/desk-state.js';
import { freeze } from '../support/frozen.js';
import { Panel } from '../support/panel.js';
import { inThread, isOnline, isOpen, texts } from '../support/people.js';
import { useStage } from '../support/stage.js';
import { until } from '../support/until.js';
import { nodeIsDown } from '../support/windows.js';

const pages = ['/products/oak-shelf', '/products/lamp-bo', '/care', '/'];

describe('nothing is lost', () => {
  const stage = useStage({ desk: 'engine', expects: nodeIsDown });
  let context: BrowserContext;
  let page: Page;
  let panel: Panel;

  beforeEach(async () => {
    context = await stage.newContext();
    page = await context.newPage();
    panel = new Panel(page);
  });

  /** Texts that the desk has of the conversation whose last words are `last`, once it has them. */
  async function deskTexts(last: string): Promise<readonly string[]> {
    const listed = await until(
      stage.engine,
      `a row with "${last}"`,
      state => isOpen(state) && state.rows.some(row => row.lastText === last),
    );
    const id = isOpen(listed) ? listed.rows.find(row => row.lastText === last)?.id : undefined;
    stage.engine.request({ type: 'select', conversation: id });
    const open = await until(
      stage.engine,
      'its thread',
      (state): state is UnlockedDeskState =>
        isOpen(state) &&
        state.thread?.id === id &&
        texts(state.thread ?? { items: [] }).some(text => text.endsWith(last)),
    );
    return open.thread ? texts(open.thread) : [];
  }

  it('keeps the thread over a navigation right after Enter, and the order of what was written', async () => {
    const written: string[] = [];
    for (const [index, path] of [...pages, ...pages].entries()) {
      await page.goto(stage.shop.origin + path);
      await panel.open();
      // What a cut-off send left in the field is sent first, as its writer would.
      const left = await panel.composer.inputValue();
      if (left !== '') {
        await panel.composer.press('Enter');
        await panel.shows(left);
      }
      const text = `words number ${String(index)}`;
      written.push(`> ${text}`);
      // A hand types slower than a disk writes; a test does not. From here on nothing waits any more.
      const earlier = await draftOtherThan('');
      await panel.composer.fill(text);
      await draftOtherThan(earlier);
      await panel.composer.press('Enter');
    }
    await page.goto(stage.shop.origin + '/cart');
    await panel.open();
    if ((await panel.composer.inputValue()) !== '') await panel.composer.press('Enter');
    const last = written.at(-1)?.slice(2) ?? '';
    await panel.shows(last);
    assert.deepEqual(await deskTexts(last), written);
    assert.deepEqual(
      await panel.texts.allInnerTexts(),
      [await greeting(), ...written.map(text => text.slice(2))].filter(text => text !== ''),
    );
  });

  /** The sealed draft on the disk, once it is another than `earlier`. */
  async function draftOtherThan(earlier: string): Promise<string> {
    const handle = await page.waitForFunction(otherDraft, earlier);
    return String(await handle.jsonValue());
  }

  async function greeting(): Promise<string> {
    const own = await panel.texts.allInnerTexts();
    return own[0]?.startsWith('words') === true ? '' : (own[0] ?? '');
  }

  it('keeps a draft over a reload', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.composer.pressSequentially('half a sentence');
    await page.waitForFunction(async () => {
      const databases = await indexedDB.databases();
      return databases.some(({ name }) => name?.startsWith('secure-chat/1/visitor/'));
    });
    await page.reload();
    await panel.open();
    await panel.isReady();
    assert.equal(await panel.composer.inputValue(), 'half a sentence');
  });

  it('shows one thread in two tabs, and goes on in the second when the first is closed', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.write('from the first tab');
    await panel.shows('from the first tab');
    const second = new Panel(await context.newPage());
    await second.page.goto(stage.shop.origin + '/products/lamp-bo');
    await second.open();
    await second.shows('from the first tab');
    await second.write('from the second tab');
    await panel.shows('from the second tab');
    await page.close();
    await second.write('and alone');
    assert.deepEqual(await deskTexts('and alone'), [
      '> from the first tab',
      '> from the second tab',
      '> and alone',
    ]);
  });

  it('takes over from a leader that is frozen', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.write('before the frost');
    await panel.is('online');
    const second = new Panel(await context.newPage());
    await second.page.goto(stage.shop.origin + '/products/lamp-bo');
    await second.open();
    await second.shows('before the frost');
    const thaw = await freeze(page);
    await second.write('through the frost');
    assert.deepEqual(await deskTexts('through the frost'), ['> before the frost', '> through the frost']);
    await thaw();
    await panel.shows('through the frost');
    await panel.write('after the thaw');
    assert.deepEqual(await deskTexts('after the thaw'), [
      '> before the frost',
      '> through the frost',
      '> after the thaw',
    ]);
  });

  it('comes back out of the back/forward cache', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.write('before leaving');
    await panel.element.getByText('Sent').first().waitFor();
    // Chromium keeps a page only when nothing of it is under way: another try leaves a quieter one.
    let isKept = false;
    for (let attempt = 0; attempt < 5 && !isKept; attempt++) {
      await page.evaluate(() => {
        addEventListener('pageshow', event => {
          document.documentElement.dataset['kept'] = String(event.persisted);
        });
      });
      await page.goto(stage.shop.origin + '/care');
      // A page out of the cache loads nothing, so there is no `load` to wait for.
      await page.goBack({ waitUntil: 'commit' });
      await panel.shows('before leaving', { isOpening: true });
      isKept = (await page.evaluate(() => document.documentElement.dataset['kept'])) === 'true';
    }
    assert.ok(isKept, 'the page was never kept in the cache');
    await panel.is('online');
    await panel.write('back again');
    assert.deepEqual(await deskTexts('back again'), ['> before leaving', '> back again']);
  });

  it('loses nothing when the node is killed and started again', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.write('while it lived');
    await deskTexts('while it lived');
    inThread(stage.engine, { type: 'send', text: 'an answer' });
    await panel.shows('an answer');
    for (const round of [1, 2, 3]) {
      await panel.write(`just before death ${String(round)}`);
      await stage.node.kill();
      await panel.write(`while it is dead ${String(round)}`);
      inThread(stage.engine, { type: 'send', text: `from the desk, dead ${String(round)}` });
      await stage.node.start();
      await panel.shows(`from the desk, dead ${String(round)}`);
      await until(stage.engine, 'the desk online', isOnline);
    }
    const all = await deskTexts('while it is dead 3');
    const rounds = [1, 2, 3].map(String);
    assert.deepEqual(
      all.filter(text => text.startsWith('> ')),
      [
        '> while it lived',
        ...rounds.flatMap(round => [`> just before death ${round}`, `> while it is dead ${round}`]),
      ],
    );
    assert.deepEqual(
      all.filter(text => text.startsWith('own> ')),
      ['own> an answer', ...rounds.map(round => `own> from the desk, dead ${round}`)],
    );
    const shown = await panel.texts.allInnerTexts();
    assert.equal(new Set(shown).size, shown.length);
  });

  it('delivers when each side is away in turn', async () => {
    await page.goto(stage.shop.origin + '/products/oak-shelf');
    await panel.open();
    await panel.write('is anybody there?');
    await deskTexts('is anybody there?');
    stage.engine.suspend();
    await panel.write('nobody, it seems');
    await panel.shows('nobody, it seems');
    // Not `Sent`: the message before it says so, too, while this one is still under way.
    await panel.element.getByText('Waiting to be sent').waitFor({ state: 'detached' });
    await page.goto('about:blank');
    stage.engine.resume();
    await deskTexts('nobody, it seems');
    inThread(stage.engine, { type: 'send', text: 'now I am' });
    await until(
      stage.engine,
      'the answer stored',
      state =>
        isOpen(state) &&
        state.thread?.items.some(item => item.kind === 'text' && item.own && item.delivery === 'sent') ===
          true,
    );
    await page.goto(stage.shop.origin + '/care');
    // Nothing was opened: the badge says that an answer is there.
    await page.waitForFunction(
      () => document.querySelector<HTMLElement & { readonly unread: number }>('secure-chat')?.unread === 1,
    );
    await panel.open();
    await panel.shows('now I am');
  });
});

/** In the page: the draft's sealed record, or `false` while it is `earlier`. */
async function otherDraft(earlier: string): Promise<string | false> {
  const databases = await indexedDB.databases();
  const name = databases.find(database => database.name?.startsWith('secure-chat/1/visitor/'))?.name;
  return new Promise(resolve => {
    const opening = indexedDB.open(name ?? 'none');
    opening.onsuccess = () => {
      const reading = opening.result.transaction('meta').objectStore('meta').get('draft');
      reading.onsuccess = () => {
        opening.result.close();
        const text = `kept ${String(reading.result)}`;
        resolve(text === earlier ? false : text);
      };
    };
  });
}
