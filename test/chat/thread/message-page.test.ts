import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Vault } from '../../../src/chat/store/vault.js';
import type { MessageRecord } from '../../../src/chat/store/records.js';
import { ConversationLog, rowKey } from '../../../src/chat/thread/conversation-log.js';
import { MessagePage } from '../../../src/chat/thread/message-page.js';
import { threadItems } from '../../../src/chat/thread/thread-items.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId, MessageId, PeerId } from '../../../src/wire/ids.js';
import { seeded } from '../../support/chance.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };
const conversation = 'c'.repeat(26) as ConversationId;

function message(at: number, own: boolean, seq: number): MessageRecord {
  const id = `m${String(at)}` as MessageId;
  const sender = own ? '' : (`v${'a'.repeat(26)}` as PeerId);
  const body = { type: 'text', id, seq, at, text: `words ${String(at)}` } as const;
  return { id, own, seq, at, author: '', sender, body, delivery: 'pending', sid: '' };
}

async function openLog(): Promise<ConversationLog> {
  return new ConversationLog(new Vault(ctx, new MemoryStore(), await generateStorageKey(ctx)), ctx.now);
}

describe('the page of a thread in memory', () => {
  it('is what the store would answer, after any commits', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = seeded(seed);
      const log = await openLog();
      const size = 2 + random(6);
      const page = new MessagePage(size);
      log.vault.watch(changes => {
        for (const { key, record } of changes) page.put(key, record as MessageRecord | undefined);
      });
      for (let step = 1; step < 25; step++) {
        const batch = log.vault.batch();
        const at = random(3) > 0 ? step : 1 + random(step);
        const record = message(at, random(2) > 0, 1 + random(30));
        batch.put('message', rowKey(conversation, at, record.id), {
          ...record,
          delivery: random(2) > 0 ? 'sent' : 'pending',
        });
        await batch.commit(undefined);
        if (random(9) === 0) page.fill(size, await log.page(conversation, size));
        const { items, hasEarlier } = await threadItems(log, conversation, size, { showOwnContext: true });
        assert.deepEqual(page.items, items, `seed ${String(seed)}`);
        assert.equal(page.hasEarlier, hasEarlier);
      }
    }
  });

  it('keeps every item that did not change, however long the thread is', async () => {
    const log = await openLog();
    const page = new MessagePage(100);
    const rows = Array.from({ length: 101 }, (_, index) => {
      const record = message(index + 1, index % 2 > 0, index + 1);
      return { key: rowKey(conversation, record.at, record.id), record };
    });
    page.fill(100, rows);
    const before = new Set(page.items);
    const added = message(500, true, 0);
    page.put(rowKey(conversation, 500, added.id), added);
    assert.equal(page.items.length, 100);
    assert.equal(page.items.filter(item => !before.has(item)).length, 1);
    // Read anew, its rows are the same objects, too: the vault opened them once.
    const batch = log.vault.batch();
    for (const { key, record } of rows) batch.put('message', key, record);
    await batch.commit(undefined);
    const first = await threadItems(log, conversation, 50, { showOwnContext: true });
    const again = await threadItems(log, conversation, 50, { showOwnContext: true });
    assert.ok(first.items.every((item, index) => item === again.items[index]));
  });
});
