import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Vault } from '../../../src/chat/store/vault.js';
import { ConversationLog } from '../../../src/chat/thread/conversation-log.js';
import {
  addTheirs,
  eraseRows,
  resend,
  requeueUnacknowledged,
} from '../../../src/chat/thread/received-log.js';
import { threadItems } from '../../../src/chat/thread/thread-items.js';
import { messageId } from '../../../src/protocol/ids.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId, MessageId, PeerId } from '../../../src/wire/ids.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };
const hers = 'h'.repeat(26) as ConversationId;
const another = 'o'.repeat(26) as ConversationId;
const amir = { id: `a${'a'.repeat(26)}` as PeerId, name: 'Amir' };

describe('a conversation’s log', () => {
  let vault: Vault;
  let log: ConversationLog;

  beforeEach(async () => {
    vault = new Vault(ctx, new MemoryStore(new MemoryRows()), await generateStorageKey(ctx));
    // A clock that stands: rows of one moment keep the order in which they were added.
    log = new ConversationLog(vault, () => 1_800_000_000_000);
  });

  async function own(text: string, conversation = hers): Promise<MessageId> {
    const id = messageId(ctx);
    const batch = vault.batch();
    log.addOwn(batch, conversation, id, { type: 'text', text });
    await batch.commit(undefined);
    return id;
  }

  async function theirs(seq: number, id = messageId(ctx)): Promise<boolean> {
    const batch = vault.batch();
    const at = 1_800_000_000_000;
    const isNew = await addTheirs(log, batch, hers, amir, {
      type: 'text',
      id,
      seq,
      at,
      text: `answer ${String(seq)}`,
    });
    await batch.commit(undefined);
    return isNew;
  }

  async function texts(count = 100): Promise<readonly string[]> {
    const { items } = await threadItems(log, hers, count, { showOwnContext: true });
    return items.flatMap(item => (item.kind === 'text' ? [item.text] : []));
  }

  /** Seals what waits, as a session would. */
  async function sealAll(sid: string, from = 1): Promise<number> {
    const rows = await log.intents(hers);
    const batch = vault.batch();
    for (const [index, row] of rows.entries())
      log.sealed(batch, row, row.record.seq === 0 ? from + index : row.record.seq, sid);
    await batch.commit(undefined);
    return rows.length;
  }

  it('keeps own words in the order in which they were written', async () => {
    for (const text of ['one', 'two', 'three']) await own(text);
    assert.deepEqual(await texts(), ['one', 'two', 'three']);
    assert.deepEqual(
      (await log.intents(hers)).map(({ record }) => record.body.type === 'text' && record.body.text),
      ['one', 'two', 'three'],
    );
  });

  it('shows the other side’s words in the order of their numbers, whenever each came', async () => {
    for (const seq of [2, 1, 4, 3]) await theirs(seq);
    assert.deepEqual(await texts(), ['answer 1', 'answer 2', 'answer 3', 'answer 4']);
  });

  it('takes a message once, whoever repeats it', async () => {
    const id = messageId(ctx);
    assert.deepEqual([await theirs(1, id), await theirs(1, id), await theirs(9, id)], [true, false, false]);
    assert.deepEqual(await texts(), ['answer 1']);
  });

  it('shows the last lines, and says whether there are earlier ones', async () => {
    for (let index = 0; index < 12; index++) await own(String(index));
    const { items, hasEarlier } = await threadItems(log, hers, 5, { showOwnContext: true });
    assert.deepEqual([items.length, hasEarlier], [5, true]);
    assert.equal((await threadItems(log, hers, 12, { showOwnContext: true })).hasEarlier, false);
  });

  it('raises what became of a message, and never lowers it', async () => {
    const id = await own('hello');
    const raise = async (state: 'sent' | 'delivered' | 'read'): Promise<string> => {
      const batch = vault.batch();
      await log.raise(batch, hers, [id, 'unknown' as MessageId], state);
      await batch.commit(undefined);
      const { items } = await threadItems(log, hers, 1, { showOwnContext: true });
      const [item] = items;
      return item?.kind === 'text' ? item.delivery : '';
    };
    assert.equal(await raise('sent'), 'sent');
    assert.equal(await raise('read'), 'read');
    assert.equal(await raise('delivered'), 'read');
  });

  it('makes an intent again of all that has no receipt and stands under another session', async () => {
    const first = await own('received');
    await own('lost');
    assert.equal(await sealAll('session-1'), 2);
    assert.equal((await log.intents(hers)).length, 0);
    const batch = vault.batch();
    await log.raise(batch, hers, [first], 'delivered');
    await batch.commit(undefined);
    const again = vault.batch();
    await requeueUnacknowledged(log, again, hers, 'session-2');
    await again.commit(undefined);
    assert.deepEqual(
      (await log.intents(hers)).map(({ record }) => [
        record.seq,
        record.body.type === 'text' && record.body.text,
      ]),
      [[2, 'lost']],
    );
  });

  it('sends a gap again from where its numbers stand, and nothing that is not there', async () => {
    for (const text of ['one', 'two', 'three']) await own(text);
    await sealAll('session-1');
    const batch = vault.batch();
    await resend(batch, hers, { from: 2, to: 900 });
    await batch.commit(undefined);
    assert.deepEqual(
      (await log.intents(hers)).map(({ record }) => record.seq),
      [2, 3],
    );
  });

  it('erases one conversation whole, and no other', async () => {
    await own('hers');
    await theirs(1);
    await own('another’s', another);
    const batch = vault.batch();
    await eraseRows(log, batch, hers);
    await batch.commit(undefined);
    assert.deepEqual(await texts(), []);
    for (const table of ['message', 'index', 'frame', 'parked'] as const)
      assert.ok(
        (await vault.range(table, { prefix: '' })).every(({ key }) => !key.includes(hers)),
        table,
      );
    assert.equal((await log.intents(another)).length, 1);
  });
});
