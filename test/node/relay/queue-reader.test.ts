import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QueueReader } from '../../../src/node/relay/queue-reader.js';
import type { Sink } from '../../../src/node/relay/queue-reader.js';
import type { Placement } from '../../../src/node/store/mailbox-store.js';
import { openDatabase } from '../../../src/node/store/sqlite/database.js';
import { SqliteMailbox } from '../../../src/node/store/sqlite/mailbox.js';
import { SqliteRegister } from '../../../src/node/store/sqlite/register.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import { seeded } from '../../support/chance.js';
import { turns } from '../../support/turns.js';
import { recordOf } from '../store/records.js';

const business = `sc1-${'a'.repeat(32)}` as BusinessId;
const vera = `v${'a'.repeat(26)}` as PeerId;
const amir = `a${'c'.repeat(26)}` as PeerId;
const queue = { queue: 'own', business, recipient: vera } as const;

/** A socket that notes what it was sent: the byte of each frame. */
class Socket implements Sink {
  hasRoom = true;
  readonly sent: number[] = [];
  readonly live: number[] = [];
  readonly failures: unknown[] = [];

  async sendRow(_queue: 'own' | 'team', _position: number, frame: Uint8Array): Promise<boolean> {
    this.sent.push(frame[0] ?? -1);
    return await Promise.resolve(true);
  }

  sendEncoded(bytes: Uint8Array): void {
    this.sent.push(bytes[0] ?? -1);
    this.live.push(bytes[0] ?? -1);
  }

  fail(error: unknown): void {
    this.failures.push(error);
  }
}

interface Stage {
  readonly socket: Socket;
  readonly reader: QueueReader;
  readonly store: SqliteMailbox;
  /** Stores a frame of one byte. */
  readonly append: (byte: number) => Promise<Placement>;
}

async function setStage(): Promise<Stage> {
  const database = openDatabase(':memory:');
  await new SqliteRegister(database).save({ record: recordOf(business), over: undefined });
  const store = new SqliteMailbox(database, Date.now, () => undefined);
  const socket = new Socket();
  const reader = new QueueReader(store, queue, socket, 0);
  const append = async (byte: number): Promise<Placement> => {
    const appended = await store.append([{ ...queue, sender: amir, frame: Uint8Array.of(byte) }]);
    const [placement] = appended?.placements ?? [];
    assert.ok(placement);
    return placement;
  };
  return { socket, reader, store, append };
}

function upTo(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}

describe('a reader of a queue', () => {
  it('is sent each new frame at once when it has everything before it', async () => {
    const { socket, reader, append } = await setStage();
    await reader.read();
    for (const byte of upTo(5)) reader.deliver(await append(byte), Uint8Array.of(byte));
    assert.deepEqual(socket.live, upTo(5));
  });

  it('goes on at once after a queue was emptied and it came back', async () => {
    const { socket, store, append } = await setStage();
    const { position } = await append(0);
    await store.handled(business, vera, position);
    const reader = new QueueReader(store, queue, socket, 0);
    await reader.read();
    reader.deliver(await append(1), Uint8Array.of(1));
    assert.deepEqual(socket.live, [1]);
  });

  it('fetches what lies before a frame whose predecessor it never heard of', async () => {
    const { socket, reader, append } = await setStage();
    await reader.read();
    await append(0);
    reader.deliver(await append(1), Uint8Array.of(1));
    await turns(3);
    assert.deepEqual(socket.sent, [0, 1]);
  });

  it('sends nothing again that a page brought before the news of it', async () => {
    const { socket, reader, append } = await setStage();
    const placement = await append(0);
    await reader.read();
    reader.deliver(placement, Uint8Array.of(0));
    reader.deliver(await append(1), Uint8Array.of(1));
    assert.deepEqual(socket.sent, [0, 1]);
  });

  it('leaves on disk what a slow socket does not accept, and goes on in order', async () => {
    const { socket, reader, append } = await setStage();
    await reader.read();
    reader.deliver(await append(0), Uint8Array.of(0));
    socket.hasRoom = false;
    reader.deliver(await append(1), Uint8Array.of(1));
    socket.hasRoom = true;
    reader.deliver(await append(2), Uint8Array.of(2));
    await turns(5);
    assert.deepEqual(socket.sent, [0, 1, 2]);
    assert.deepEqual(socket.live, [0]);
  });

  it('tells the socket that the store failed', async () => {
    const { socket, store } = await setStage();
    const unknown = `sc1-${'z'.repeat(32)}` as BusinessId;
    await new QueueReader(store, { queue: 'team', business: unknown }, socket, 0).read();
    assert.equal(socket.failures.length, 1);
  });

  it('brings each frame once and in order, whatever news is lost, doubled or overtaken', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const { socket, reader, append } = await setStage();
      void reader.read();
      let news: (() => void)[] = [];
      const tell = async (): Promise<void> => {
        for (const each of news.toSorted(() => random(3) - 1)) if (random(4) !== 0) each();
        news = [];
        await turns(random(3));
      };
      for (const byte of upTo(60)) {
        const placement = await append(byte);
        const deliver = (): void => {
          reader.deliver(placement, Uint8Array.of(byte));
        };
        news.push(deliver, ...(random(5) === 0 ? [deliver] : []));
        if (random(3) === 0) await tell();
      }
      await tell();
      // Whatever was lost comes with the next frame whose news arrives.
      reader.deliver(await append(60), Uint8Array.of(60));
      await turns(10);
      assert.deepEqual(socket.sent, upTo(61), `seed ${String(seed)}`);
    }
  });
});
