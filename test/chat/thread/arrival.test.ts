import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConversationLog } from '../../../src/chat/thread/conversation-log.js';
import { coreHandlers } from '../../../src/chat/thread/core-handlers.js';
import { beginReceiving, receivePayloads } from '../../../src/chat/thread/payload-handlers.js';
import { threadItems } from '../../../src/chat/thread/thread-items.js';
import { Vault } from '../../../src/chat/store/vault.js';
import { emptyConversation } from '../../../src/chat/store/empty-conversation.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId, MessageId, PeerId } from '../../../src/wire/ids.js';

const conversation = 'a'.repeat(26) as ConversationId;
const sender = { id: `v${'b'.repeat(26)}` as PeerId, name: 'Vera' };
const hour = 3_600_000;
const owners = { handlers: coreHandlers, onParked: () => undefined };

/** Times of a thread as shown, after messages that were written at `written` (0: by this side) came an hour apart. */
async function shown(
  start: number,
  written: readonly { readonly at: number; readonly seq: number }[],
): Promise<readonly number[]> {
  let now = start;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const vault = new Vault({ crypto, now: () => now }, new MemoryStore(), key);
  const log = new ConversationLog(vault, () => now);
  for (const [index, { at, seq }] of written.entries()) {
    const id = `${'abcdefgh'.charAt(index).repeat(25)}a` as MessageId;
    const batch = vault.batch();
    if (seq === 0) log.addOwn(batch, conversation, id, { type: 'text', text: 'own' });
    else
      await receivePayloads(
        owners,
        beginReceiving({ batch, log, sender, conversation: emptyConversation(conversation) }),
        [{ type: 'text', id, seq, at, text: 'hers' }],
      );
    await batch.commit(undefined);
    now += hour;
  }
  const { items } = await threadItems(log, conversation, 100, { showOwnContext: false });
  return items.map(({ at }) => at);
}

describe('the time of a message', () => {
  const start = 1_795_000_000_000;

  it('is never later than when it came, however fast the clock of its writer', async () => {
    const written = [8.64e15, start + 30 * 24 * hour, start + 2 * hour].map((at, index) => ({
      at,
      seq: index + 1,
    }));
    assert.deepEqual(await shown(start, written), [start, start + hour, start + 2 * hour]);
  });

  it('is the writer’s own where it was long on its way', async () => {
    assert.deepEqual(await shown(start, [{ at: start - 24 * hour, seq: 1 }]), [start - 24 * hour]);
  });

  it('is never later than what stands below it, also where carriers turned two around', async () => {
    const fast = start + 24 * hour;
    const written = [
      { at: fast, seq: 2 },
      { at: 0, seq: 0 },
      { at: fast, seq: 1 },
    ];
    assert.deepEqual(await shown(start, written), [start, start + hour, start + 2 * hour]);
  });
});
