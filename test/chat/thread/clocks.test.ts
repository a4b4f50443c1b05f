import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyConversation } from '../../../src/chat/store/empty-conversation.js';
import { Vault } from '../../../src/chat/store/vault.js';
import { ConversationLog } from '../../../src/chat/thread/conversation-log.js';
import { coreHandlers } from '../../../src/chat/thread/core-handlers.js';
import { parkedOf } from '../../../src/chat/thread/parked-payloads.js';
import { beginReceiving, receivePayloads } from '../../../src/chat/thread/payload-handlers.js';
import { threadItems } from '../../../src/chat/thread/thread-items.js';
import { messageId } from '../../../src/protocol/ids.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId, MessageId, PeerId } from '../../../src/wire/ids.js';
import type { ReceivedPayload } from '../../../src/wire/payload/payload.js';
import { seeded } from '../../support/chance.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };
const conversation = 'h'.repeat(26) as ConversationId;
const sender = { id: `a${'a'.repeat(26)}` as PeerId, name: 'Amir' };
const owners = { handlers: coreHandlers, onParked: () => undefined };
const start = 1_800_000_000_000;
/** How far a clock is set at once: by the network, by a summer time, by an empty battery. */
const jumpsMs = [1, 5, 3_600_000, 3 * 365 * 86_400_000];

/** One browser whose clock is set again and again, and whose tabs are loaded anew. */
class Device {
  now = start;
  readonly vault: Vault;
  #tabs: ConversationLog[] = [];

  constructor(key: CryptoKey) {
    this.vault = new Vault(ctx, new MemoryStore(), key);
  }

  static async create(): Promise<Device> {
    return new Device(await generateStorageKey(ctx));
  }

  tab(index: number): ConversationLog {
    return (this.#tabs[index] ??= new ConversationLog(this.vault, () => this.now));
  }

  reload(): void {
    this.#tabs = [];
  }

  async write(log: ConversationLog, id: MessageId): Promise<void> {
    const batch = this.vault.batch();
    await log.readEnd(conversation);
    log.addOwn(batch, conversation, id, { type: 'text', text: id });
    await batch.commit(undefined);
  }

  async hear(log: ConversationLog, payloads: readonly ReceivedPayload[]): Promise<void> {
    const batch = this.vault.batch();
    const about = { batch, log, sender, conversation: emptyConversation(conversation) };
    await receivePayloads(owners, beginReceiving(about), payloads);
    await batch.commit(undefined);
  }
}

describe('a device whose clock is set again and again', () => {
  for (let seed = 1; seed <= 40; seed++)
    it(`keeps each line behind those that were there, over loads and tabs (${String(seed)})`, async () => {
      const chance = seeded(seed);
      const device = await Device.create();
      const added: string[] = [];
      const own: string[] = [];
      for (let seq = 1; seq <= 14; seq++) {
        const jump = jumpsMs[chance(jumpsMs.length)] ?? 0;
        device.now = Math.max(0, device.now + (chance(2) === 0 ? jump : -jump));
        if (chance(3) === 0) device.reload();
        const log = device.tab(chance(2));
        const [id, next] = [messageId(ctx), messageId(ctx)];
        const at = device.now;
        if (chance(2) === 0) {
          await device.write(log, id);
          own.push(id);
          added.push(id);
        } else {
          await device.hear(log, [
            { type: 'text', id, seq: 2 * seq, at, text: id },
            { type: 'unreadable', bytes: new Uint8Array(0) },
            { type: 'text', id: next, seq: 2 * seq + 1, at, text: next },
          ]);
          added.push(id, 'unreadable', next);
        }
      }
      const log = device.tab(0);
      const { items } = await threadItems(log, conversation, 1_000, { showOwnContext: true });
      assert.deepEqual(
        items.map(item => (item.kind === 'text' ? item.text : 'unreadable')),
        added,
      );
      assert.deepEqual(
        (await log.intents(conversation)).map(({ record }) => record.id),
        own,
        'they are sealed in the order in which they were written',
      );
    });

  it('says of each own line when it was written, by the clock as it was then', async () => {
    const device = await Device.create();
    const times = [start, start + 400 * 86_400_000, start + 60_000, start - 3_600_000];
    for (const at of times) {
      device.now = at;
      device.reload();
      await device.write(device.tab(0), messageId(ctx));
    }
    const { items } = await threadItems(device.tab(0), conversation, 10, { showOwnContext: true });
    assert.deepEqual(
      items.map(({ at }) => at),
      times,
    );
  });

  it('hands over what was parked in the order in which it came', async () => {
    const device = await Device.create();
    const ring = (): ReceivedPayload => ({
      type: 'call',
      call: messageId(ctx),
      action: 'ring',
      video: false,
    });
    const rings = Array.from({ length: 6 }, ring);
    for (const [index, at] of [start, start - 3_600_000, start + 1].entries()) {
      device.now = at;
      device.reload();
      await device.hear(device.tab(0), rings.slice(2 * index, 2 * index + 2));
    }
    assert.deepEqual(
      (await parkedOf(device.vault, 'call')).map(({ record }) => record.payload),
      rings,
    );
  });
});
