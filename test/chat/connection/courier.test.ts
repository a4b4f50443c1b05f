import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { Courier } from '../../../src/chat/connection/courier.js';
import { Serial } from '../../../src/chat/store/serial.js';
import { Vault } from '../../../src/chat/store/vault.js';
import { ConversationLog } from '../../../src/chat/thread/conversation-log.js';
import { threadItems } from '../../../src/chat/thread/thread-items.js';
import { SecureChatError } from '../../../src/errors.js';
import type { ErrorCode } from '../../../src/errors.js';
import { messageId } from '../../../src/protocol/ids.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId, MessageId } from '../../../src/wire/ids.js';
import { countedCrypto, settle } from '../../support/pending.js';

const ctx = { crypto: countedCrypto(globalThis.crypto), now: Date.now };
const conversation = 'c'.repeat(26) as ConversationId;

/** A frame on its way, to be answered by the test. */
interface Sent {
  readonly number: number;
  readonly answer: PromiseWithResolvers<void>;
}

describe('the courier', () => {
  let rows: MemoryRows;
  let key: CryptoKey;
  let sent: Sent[];
  let acknowledged: (ErrorCode | undefined)[];

  beforeEach(async () => {
    rows = new MemoryRows();
    rows.epoch = 1;
    key = await generateStorageKey(ctx);
    sent = [];
    acknowledged = [];
  });

  /** A leader's courier on the same store, and what it works with. */
  async function lead(): Promise<{ courier: Courier; vault: Vault; log: ConversationLog; epoch: number }> {
    const epoch = ++rows.epoch;
    const vault = new Vault(ctx, new MemoryStore(rows), key);
    const log = new ConversationLog(vault, ctx.now);
    const courier = new Courier({
      vault,
      log,
      serial: new Serial(),
      epoch: () => epoch,
      send: frame => {
        const answer = Promise.withResolvers<void>();
        sent.push({ number: frame[0] ?? -1, answer });
        return answer.promise;
      },
      onAcknowledged: (_conversation, refusal) => acknowledged.push(refusal),
    });
    await courier.begin();
    return { courier, vault, log, epoch };
  }

  type Lead = Awaited<ReturnType<typeof lead>>;

  async function enqueue(
    { courier, vault, epoch }: Lead,
    numbers: readonly number[],
    ids: readonly MessageId[] = [],
  ): Promise<void> {
    const batch = vault.batch();
    for (const number of numbers) courier.enqueue(batch, conversation, Uint8Array.of(number), ids);
    await batch.commit(epoch);
  }

  const numbers = (): readonly number[] => sent.map(({ number }) => number);

  it('carries frames in their order, and forgets each once it is answered for', async () => {
    const leader = await lead();
    await enqueue(leader, [1, 2, 3]);
    await leader.courier.flush();
    assert.deepEqual(numbers(), [1, 2, 3]);
    for (const { answer } of sent) answer.resolve();
    await settle();
    assert.deepEqual(acknowledged, [undefined, undefined, undefined]);
    await leader.courier.flush();
    assert.equal(sent.length, 3);
    assert.deepEqual(await leader.vault.range('frame', { prefix: 'f/' }), []);
  });

  it('sends nothing twice while it is under way, however often it is asked', async () => {
    const leader = await lead();
    await enqueue(leader, [1, 2]);
    await Promise.all([leader.courier.flush(), leader.courier.flush(), leader.courier.flush()]);
    assert.deepEqual(numbers(), [1, 2]);
  });

  it('repeats an unanswered frame byte for byte when the way is open again', async () => {
    const leader = await lead();
    await enqueue(leader, [7]);
    await leader.courier.flush();
    sent[0]?.answer.reject(new SecureChatError('node-unreachable'));
    await settle();
    await leader.courier.flush();
    assert.deepEqual(numbers(), [7, 7]);
  });

  it('goes on where the last leader stopped: its frames go first, and no number is given twice', async () => {
    await enqueue(await lead(), [1, 2]);
    const next = await lead();
    await enqueue(next, [3]);
    await next.courier.flush();
    assert.deepEqual(numbers(), [1, 2, 3]);
  });

  it('of a deposed leader forgets nothing: whoever leads next repeats the frame', async () => {
    const first = await lead();
    await enqueue(first, [1]);
    await first.courier.flush();
    const second = await lead();
    sent[0]?.answer.resolve();
    await settle();
    assert.deepEqual(acknowledged, []);
    await second.courier.flush();
    assert.deepEqual(numbers(), [1, 1]);
  });

  it('gives a frame up only where the node refuses it for good, and says so', async () => {
    const leader = await lead();
    await enqueue(leader, [1, 2]);
    await leader.courier.flush();
    sent[0]?.answer.reject(new SecureChatError('frame-malformed'));
    sent[1]?.answer.reject(new SecureChatError('mailbox-full'));
    await settle();
    assert.deepEqual(acknowledged, ['frame-malformed']);
    assert.equal((await leader.vault.range('frame', { prefix: 'f/' })).length, 1);
  });

  it('asked to slow down, waits a moment and goes on by itself', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const leader = await lead();
      await enqueue(leader, [1]);
      await leader.courier.flush();
      sent[0]?.answer.reject(new SecureChatError('too-often'));
      await settle();
      assert.equal(sent.length, 1);
      mock.timers.tick(1_500);
      await settle();
      assert.deepEqual(numbers(), [1, 1]);
    } finally {
      mock.timers.reset();
    }
  });

  it('has no more under way than the node takes at once, and sends the rest as answers come', async () => {
    const leader = await lead();
    await enqueue(
      leader,
      Array.from({ length: 100 }, (_, index) => index),
    );
    await leader.courier.flush();
    assert.ok(sent.length <= 60, `${String(sent.length)} under way`);
    for (let answered = 0; answered < 100; answered++) {
      sent[answered]?.answer.resolve();
      await settle();
    }
    assert.deepEqual(
      numbers(),
      Array.from({ length: 100 }, (_, index) => index),
    );
  });

  it('raises a message to sent with the answer, in the commit that forgets its frame', async () => {
    const leader = await lead();
    const id = messageId(ctx);
    const batch = leader.vault.batch();
    leader.log.addOwn(batch, conversation, id, { type: 'text', text: 'Hello' });
    await batch.commit(undefined);
    await enqueue(leader, [1], [id]);
    await leader.courier.flush();
    const state = async (): Promise<string | undefined> => {
      const { items } = await threadItems(leader.log, conversation, 10, { showOwnContext: true });
      return items.flatMap(item => (item.kind === 'text' ? [item.delivery] : []))[0];
    };
    assert.equal(await state(), 'pending');
    sent[0]?.answer.resolve();
    await settle();
    assert.equal(await state(), 'sent');
  });
});
