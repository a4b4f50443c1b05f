import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Features } from '../../src/chat/feature.js';
import type { EngineDoor, Feature } from '../../src/chat/feature.js';
import { Serial } from '../../src/chat/store/serial.js';
import { Vault } from '../../src/chat/store/vault.js';
import { ConversationLog } from '../../src/chat/thread/conversation-log.js';
import { coreHandlers } from '../../src/chat/thread/core-handlers.js';
import { beginReceiving, receivePayloads } from '../../src/chat/thread/payload-handlers.js';
import { emptyConversation } from '../../src/chat/store/empty-conversation.js';
import { generateStorageKey } from '../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import type { PeerLink } from '../../src/transport/peer-link.js';
import type { ConversationId, MessageId, PeerId } from '../../src/wire/ids.js';
import type { ReceivedPayload } from '../../src/wire/payload/payload.js';
import { seeded } from '../support/chance.js';

// What one tab wrote comes before what the next one writes.
let time = Date.now();
const ctx = { crypto: globalThis.crypto, now: (): number => time++ };
const conversation = 'c'.repeat(26) as ConversationId;
const sender = { id: `v${'a'.repeat(26)}` as PeerId, name: '' };

function ring(number: number): ReceivedPayload {
  return { type: 'call', call: String(number) as MessageId, action: 'ring', video: false };
}

/** A tab with an engine's floor and a feature that owns calls; tabs share what is stored. */
class Tab {
  /** All that was handed to the feature, in whichever tab. */
  readonly taken: string[];
  readonly features: Features;
  readonly log: ConversationLog;
  readonly #serial = new Serial();
  readonly #vault: Vault;
  readonly #epoch: number;

  constructor(rows: MemoryRows, key: CryptoKey, load: () => Promise<void>, taken: string[] = []) {
    this.taken = taken;
    // It leads: whoever did before commits nothing more.
    this.#epoch = ++rows.epoch;
    this.#vault = new Vault(ctx, new MemoryStore(rows), key);
    this.log = new ConversationLog(this.#vault, ctx.now);
    const door: EngineDoor = {
      vault: this.#vault,
      log: this.log,
      // A feature of this test speaks to nobody.
      link: {} as PeerLink,
      send: () => Promise.resolve(),
      commit: change =>
        this.#serial.run(async () => {
          const batch = this.#vault.batch();
          await change(batch);
          await batch.commit(this.#epoch);
        }),
    };
    const feature: Feature = {
      handlers: {
        call: ({ call }, { after }) => {
          after(() => this.taken.push(call));
        },
      },
      model: { state: undefined, subscribe: () => () => undefined, request: () => undefined },
      start: () => undefined,
    };
    this.features = new Features(door, {
      core: coreHandlers,
      loaders: {
        call: async () => {
          await load();
          return feature;
        },
      },
      signal: new AbortController().signal,
      onFailure: () => undefined,
    });
  }

  /** A frame comes in, and is committed. */
  async receive(payloads: readonly ReceivedPayload[]): Promise<void> {
    await this.#serial.run(async () => {
      const batch = this.#vault.batch();
      const before = (await batch.get('conversation', conversation)) ?? emptyConversation(conversation);
      const taking = beginReceiving({ batch, log: this.log, sender, conversation: before });
      const received = await receivePayloads(this.features, taking, payloads);
      batch.put('conversation', conversation, received.conversation);
      await batch.commit(this.#epoch);
    });
  }

  async parked(): Promise<number> {
    return (await this.#vault.range('parked', { prefix: '' })).length;
  }
}

describe('a payload whose feature is not loaded', () => {
  it('is parked in its frame’s own commit, and handed over once, in order, when the code comes', async () => {
    const code = Promise.withResolvers<void>();
    const tab = new Tab(new MemoryRows(), await generateStorageKey(ctx), () => code.promise);
    await tab.receive([ring(1), ring(2)]);
    await tab.receive([ring(3)]);
    assert.deepEqual([tab.taken, await tab.parked()], [[], 3]);
    code.resolve();
    await tab.features.load('call');
    await tab.receive([ring(4)]);
    assert.deepEqual([tab.taken, await tab.parked()], [['1', '2', '3', '4'], 0]);
  });

  it('is no payload that the core owns, and none that nobody owns is lost without a trace', async () => {
    const tab = new Tab(new MemoryRows(), await generateStorageKey(ctx), () => Promise.resolve());
    await tab.receive([
      { type: 'identity', token: 'a.b.c' },
      { type: 'typing', on: true },
    ]);
    assert.equal(await tab.parked(), 1);
  });

  it('fills no disk, however many a peer sends', async () => {
    const tab = new Tab(new MemoryRows(), await generateStorageKey(ctx), () =>
      Promise.reject(new Error('offline')),
    );
    for (let frame = 0; frame < 10; frame++)
      await tab.receive(Array.from({ length: 64 }, (_, index) => ring(frame * 64 + index)));
    assert.equal(await tab.parked(), 256);
  });

  it('is taken once, whenever code fails or comes, tabs change and frames go on: random orders', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = seeded(seed);
      const rows = new MemoryRows();
      const key = await generateStorageKey(ctx);
      const taken: string[] = [];
      let isThere = false;
      const open = (): Tab =>
        new Tab(rows, key, () => (isThere ? Promise.resolve() : Promise.reject(new Error('offline'))), taken);
      let tab = open();
      let sent = 0;
      for (let step = 0; step < 12; step++) {
        const act = random(4);
        if (act < 2) await tab.receive(Array.from({ length: 1 + random(3) }, () => ring(sent++)));
        else if (act === 2) isThere = !isThere;
        else {
          tab = open();
          await tab.features.receiveParked().catch(() => undefined);
        }
      }
      isThere = true;
      await tab.features.load('call');
      assert.deepEqual(
        taken.map(Number),
        Array.from({ length: sent }, (_, index) => index),
        `seed ${String(seed)}`,
      );
    }
  });
});
