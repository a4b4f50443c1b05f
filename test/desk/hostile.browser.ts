import { expect } from '@open-wc/testing';
import { rowOf } from '../../src/chat/desk/inbox-rows.js';
import { emptyConversation } from '../../src/chat/store/empty-conversation.js';
import type { ConversationRow } from '../../src/chat/model/desk-state.js';
import type { PageContext, ThreadItem } from '../../src/chat/model/thread-state.js';
import type { ConversationId, PeerId } from '../../src/wire/ids.js';
import { deep, deepAll, shownText } from '../support/deep.js';
import { deskStates, row } from '../support/gallery/desk-fixtures.js';
import { text } from '../support/gallery/visitor-fixtures.js';
import { chanceOf, hostileText, hostileThread } from '../support/hostile-payloads.js';
import { errorsOf } from '../support/watch-errors.js';
import { deskIn, drawn, publish } from './harness.js';

const { thread } = deskStates.talk;
const looks = [
  { lang: 'en', dir: 'ltr' },
  { lang: 'de', dir: 'ltr' },
  { lang: 'ar', dir: 'rtl' },
] as const;

/** Rows as the desk makes them of conversations whose words and pages came from peers. */
function rowsOf(contexts: readonly PageContext[], texts: readonly string[]): readonly ConversationRow[] {
  return texts.slice(0, 12).map((lastText, index) => {
    const id = `r${String(index)}` as ConversationId;
    const desk = {
      visitor: `v${String(index)}` as PeerId,
      visitorKey: new Uint8Array(65),
      context: contexts[index],
      lastText,
      lastIsOwn: false,
      lastAt: [0, 1, 8.64e15, Date.now()][index % 4] ?? 0,
      waitingSince: [0, 1, 8.64e15, Date.now()][index % 3] ?? 0,
      note: '',
      draft: '',
      isEnded: false,
      highestClaim: 0,
    };
    return rowOf({ ...emptyConversation(id), desk }, 'a' as PeerId, new Set());
  });
}

/** Items that have something to show: a page without a title and an address has nothing. */
function shownItems(items: readonly ThreadItem[]): number {
  return items.filter(item => item.kind !== 'context' || item.context.title.trim() || item.context.page)
    .length;
}

describe('a desk with hostile visitors', () => {
  for (const [index, look] of looks.entries())
    it(`draws every message, row and page of theirs, ${look.lang}`, async function () {
      this.timeout(60_000);
      for (let round = 0; round < 4; round++) {
        const seed = 10 * index + round + 1;
        const chance = chanceOf(seed);
        const { items, content } = await hostileThread(seed, 50);
        const contexts = content.flatMap(piece => (piece.type === 'context' ? [piece.context] : []));
        const rows = rowsOf(
          contexts,
          content.flatMap(piece => (piece.type === 'text' ? [piece.text] : [])),
        );
        const errors = await errorsOf(async () => {
          for (const context of [contexts[0], { title: '%', page: 'https://shop/%', facts: [] }]) {
            const { desk } = await deskIn(
              {
                ...deskStates.talk,
                rows,
                thread: { ...thread, name: hostileText(chance, 300), items, context },
              },
              look,
            );
            expect(deepAll(desk, '.message, .notice')).to.have.length(shownItems(items));
            expect(deepAll(desk, '.row .name')).to.have.length(rows.length);
            deep(desk, '.details').click();
            await drawn(desk);
            expect(deepAll(desk, '.digits')).to.have.length(2);
            for (const link of deepAll(desk, '.bubble a'))
              expect(link.getAttribute('href')).to.match(/^(?:https?|mailto|tel):/i);
            for (const said of deepAll(desk, '.bubble'))
              expect(said.getBoundingClientRect().height).to.be.greaterThan(20);
          }
        });
        expect(errors).to.deep.equal([]);
      }
    });

  it('says of one message that it cannot be read, and draws the others', async () => {
    const broken = (id: string, key: string): ThreadItem =>
      Object.defineProperty(text(id, 'never shown', 2, { author: 'Mira' }), key, {
        enumerable: true,
        get: () => {
          throw new RangeError('hostile');
        },
      });
    const fixture = await deskIn(deskStates.talk);
    const errors = await errorsOf(() =>
      publish(fixture, {
        thread: {
          ...thread,
          items: [
            text('1', 'before', 3, { author: 'Mira' }),
            ...['text', 'at', 'author', 'delivery'].map(key => broken(`broken-${key}`, key)),
            text('2', 'after', 1, { author: 'Mira' }),
          ],
        },
      }),
    );
    const shown = shownText(fixture.desk);
    expect(errors).to.deep.equal([]);
    expect(shown).to.contain('before').and.to.contain('after');
    // How far an other's message is, is not shown.
    expect(shown.match(/This message could not be opened/g)).to.have.length(3);
  });

  it('says of one conversation that it cannot be read, draws the others, and opens it all the same', async () => {
    const broken = (key: string): ConversationRow =>
      Object.defineProperty(row(`broken-${key}`), key, {
        get: () => {
          throw new RangeError('hostile');
        },
      });
    const fixture = await deskIn(deskStates.waiting);
    const keys = ['name', 'visitor', 'pageTitle', 'lastText', 'lastAt', 'unread'];
    const errors = await errorsOf(() =>
      publish(fixture, { rows: [row('before'), ...keys.map(broken), row('after')] }),
    );
    await drawn(fixture.desk);
    expect(errors).to.deep.equal([]);
    expect(deepAll(fixture.desk, '.row')).to.have.length(8);
    deepAll(fixture.desk, '.row')[1]?.click();
    expect(fixture.model.requests).to.deep.include({ type: 'select', conversation: 'broken-name' });
    expect(shownText(fixture.desk).match(/This message could not be opened/g)).to.have.length(5);
  });

  it('tells two lines with one id apart', async () => {
    const notice = {
      kind: 'notice',
      id: 'unreadable-7',
      at: Date.now(),
      notice: 'unreadable',
      name: '',
    } as const;
    const fixture = await deskIn({
      ...deskStates.talk,
      thread: { ...thread, items: [notice, { ...notice }, { ...notice }] },
    });
    const errors = await errorsOf(() =>
      publish(fixture, { thread: { ...thread, items: [notice, { ...notice }, text('1', 'after', 0)] } }),
    );
    expect(errors).to.deep.equal([]);
    expect(deepAll(fixture.desk, '.notice')).to.have.length(2);
    expect(shownText(fixture.desk)).to.contain('after');
  });
});
