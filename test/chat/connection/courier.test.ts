import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Courier } from '../../../src/chat/connection/courier.js';
import { Serial } from '../../../src/chat/store/serial.js';
import { Vault } from '../../../src/chat/store/vault.js';
import { ConversationLog } from '../../../src/chat/thread/conversation-log.js';
import { SecureChatError } from '../../../src/errors.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import { Counter } from '../../support/counted.js';

const world = { crypto: globalThis.crypto, now: Date.now };
const conversation = 'c'.repeat(26) as ConversationId;

describe('a courier', () => {
  const counter = new Counter();
  let rows: MemoryRows;
  let key: CryptoKey;

  beforeEach(async () => {
    rows = new MemoryRows();
    key = await generateStorageKey(world);
  });

  /** One tab's courier; frames go nowhere until `answer` says what becomes of them. */
  async function lead(): Promise<{
    readonly vault: Vault;
    readonly courier: Courier;
    readonly epoch: number;
    readonly sent: Bytes[];
    answer: (error: SecureChatError | undefined) => void;
  }> {
    const store = counter.store(new MemoryStore(rows));
    const vault = new Vault(counter.context(world), store, key);
    const epoch = await store.raiseFence();
    const sent: Bytes[] = [];
    let answers: ((error: SecureChatError | undefined) => void)[] = [];
    const courier = new Courier({
      vault,
      log: new ConversationLog(vault, world.now),
      serial: new Serial(),
      epoch: () => epoch,
      send: frame =>
        new Promise((resolve, reject) => {
          sent.push(frame);
          answers.push(error => {
            if (error) reject(error);
            else resolve();
          });
        }),
      onSettled: () => undefined,
    });
    await courier.begin();
    return {
      vault,
      courier,
      epoch,
      sent,
      answer: error => {
        const all = answers;
        answers = [];
        for (const one of all) one(error);
      },
    };
  }

  async function enqueue(
    { vault, courier, epoch }: Awaited<ReturnType<typeof lead>>,
    byte: number,
  ): Promise<void> {
    const batch = vault.batch();
    courier.enqueue(batch, conversation, Uint8Array.of(byte), []);
    await batch.commit(epoch);
  }

  function bytes(sent: readonly Bytes[]): readonly number[] {
    return sent.flatMap(frame => [...frame]);
  }

  it('asks the store once a lead what waits, however often it sends', async () => {
    const tab = await lead();
    for (let byte = 1; byte <= 60; byte++) await enqueue(tab, byte);
    counter.take();
    for (let round = 0; round < 20; round++) await tab.courier.flush();
    const { reads, decrypts } = counter.take();
    assert.deepEqual({ reads, decrypts }, { reads: 0, decrypts: 0 });
    // Below the node's burst; the others follow as answers come.
    assert.deepEqual(
      bytes(tab.sent),
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    tab.answer(undefined);
    await counter.idle();
    assert.deepEqual(
      bytes(tab.sent).slice(40),
      Array.from({ length: 20 }, (_, index) => index + 41),
    );
    tab.answer(undefined);
    await counter.idle();
    assert.deepEqual([...rows.rows.keys()], []);
  });

  it('sends nothing whose commit failed', async () => {
    const tab = await lead();
    await lead();
    await assert.rejects(enqueue(tab, 1));
    await tab.courier.flush();
    assert.deepEqual(tab.sent, []);
  });

  it('takes up what the last leader left, in its order, and goes on with its numbers', async () => {
    const first = await lead();
    for (const byte of [1, 2, 3]) await enqueue(first, byte);
    await first.courier.flush();
    const second = await lead();
    // Deposed: whatever it is answered, it can take nothing away.
    first.answer(undefined);
    await counter.idle();
    await enqueue(second, 4);
    await second.courier.flush();
    assert.deepEqual(bytes(second.sent), [1, 2, 3, 4]);
  });

  it('repeats byte for byte what was not answered for', async () => {
    const tab = await lead();
    await enqueue(tab, 1);
    await tab.courier.flush();
    tab.answer(new SecureChatError('node-unreachable'));
    await counter.idle();
    await tab.courier.flush();
    assert.deepEqual(bytes(tab.sent), [1, 1]);
  });
});
