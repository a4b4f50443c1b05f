import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InboxRows, rowOf } from '../../../src/chat/desk/inbox-rows.js';
import type { ConversationRow } from '../../../src/chat/model/desk-state.js';
import type { ConversationRecord } from '../../../src/chat/store/records.js';
import { emptyConversation } from '../../../src/chat/store/empty-conversation.js';
import type { ConversationId, MessageId, PeerId } from '../../../src/wire/ids.js';
import { seeded } from '../../support/chance.js';

const self = `a${'s'.repeat(26)}` as PeerId;
const other = `a${'o'.repeat(26)}` as PeerId;
const words = ['oak', 'Shelf', 'delivery', 'Öl'];

function visitorOf(index: number): PeerId {
  return `v${String(index).padStart(26, 'a')}` as PeerId;
}

function idOf(index: number): ConversationId {
  return String(index).padStart(26, 'c') as ConversationId;
}

/** A conversation in any state that one can be in. */
function anyRecord(random: (below: number) => number, index: number): ConversationRecord {
  const pick = (): string => words[random(words.length)] ?? '';
  const unread = Array.from({ length: random(3) }, (_, at) => String(at) as MessageId);
  const holder = [undefined, self, other][random(3)];
  return {
    ...emptyConversation(idOf(index)),
    unread,
    holder: holder && { device: holder, name: pick(), number: 1, claim: 1, sid: '' },
    desk: {
      visitor: visitorOf(index),
      visitorKey: new Uint8Array(),
      context: random(2) > 0 ? { title: pick(), page: '', facts: [] } : undefined,
      lastText: pick(),
      lastIsOwn: random(2) > 0,
      // Moments that many share: their order must be one and the same all the same.
      lastAt: random(4),
      waitingSince: random(4),
      note: '',
      isEnded: random(3) === 0,
      highestClaim: 0,
    },
  };
}

/** What the list must be, from nothing but the records. */
function expectedRows(
  records: readonly ConversationRecord[],
  online: ReadonlySet<PeerId>,
  search: string,
): readonly ConversationRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  const rows = records
    .map(record => rowOf(record, self, online))
    .filter(({ name, pageTitle, lastText }) =>
      [name, pageTitle, lastText].some(text => text.toLocaleLowerCase().includes(wanted)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const of = (section: ConversationRow['section']): ConversationRow[] =>
    rows.filter(row => row.section === section);
  return [
    ...of('waiting').sort((a, b) => a.waitingSince - b.waitingSince),
    ...of('yours').sort((a, b) => b.lastAt - a.lastAt),
    ...of('colleagues').sort((a, b) => b.lastAt - a.lastAt),
  ];
}

describe('the rows of the list', () => {
  it('are in order, complete and counted after any changes', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seeded(seed);
      const rows = new InboxRows(self);
      const records = new Map<ConversationId, ConversationRecord>();
      let online: ReadonlySet<PeerId> = new Set();
      let search = '';
      for (let step = 0; step < 60; step++) {
        const act = random(20);
        const index = random(12);
        if (act < 12) {
          const record = anyRecord(random, index);
          records.set(record.id, record);
          rows.put(record);
        } else if (act < 14) {
          records.delete(idOf(index));
          rows.remove(idOf(index));
        } else if (act < 17) {
          online = new Set(Array.from({ length: 12 }, (_, at) => visitorOf(at)).filter(() => random(2) > 0));
          rows.setOnline(online);
        } else if (act < 19) {
          search = ['', ' OAK', 'öl', 'nothing of that'][random(4)] ?? '';
          rows.search(search);
        } else {
          const read = anyRecord(random, index);
          records.set(read.id, read);
          rows.putAll([...records.values()], () => false);
        }
        assert.deepEqual(
          rows.shown,
          expectedRows([...records.values()], online, search),
          `seed ${String(seed)}`,
        );
        const unread = [...records.values()].reduce((sum, record) => sum + record.unread.length, 0);
        assert.equal(rows.unread, unread);
      }
    }
  });

  it('are the same objects where nothing of them changed, and the same array where nothing did', () => {
    const random = seeded(1);
    const rows = new InboxRows(self);
    const records = Array.from({ length: 20 }, (_, index) => anyRecord(random, index));
    for (const record of records) rows.put(record);
    const before = rows.shown;
    // What a message leaves behind once it was sealed is nothing that a row shows.
    for (const record of records) rows.put({ ...record, nextSeq: 7 });
    rows.setOnline(new Set());
    assert.equal(rows.shown, before);
    const [changed] = records;
    assert.ok(changed?.desk);
    rows.put({ ...changed, desk: { ...changed.desk, lastText: 'something else' } });
    const known = new Set(before);
    assert.equal(rows.shown.filter(row => !known.has(row)).length, 1);
  });

  it('keep what this window knows better than what it read', () => {
    const random = seeded(2);
    const rows = new InboxRows(self);
    const [kept, gone] = [anyRecord(random, 1), anyRecord(random, 2)];
    rows.put(kept);
    rows.putAll([{ ...kept, unread: [] }, gone], () => true);
    assert.equal(rows.record(kept.id), kept);
    assert.equal(rows.record(gone.id), undefined);
  });
});
