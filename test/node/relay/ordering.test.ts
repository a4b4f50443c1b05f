import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embeddedDrivers } from '../../../src/node/drivers.js';
import type { Drivers } from '../../../src/node/drivers.js';
import { createForget } from '../../../src/protocol/forget.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { maxMailboxRows } from '../../../src/wire/limits.js';
import { seeded } from '../../support/chance.js';
import { RawClient, frameOf, isRow, isType } from '../../support/raw-client.js';
import type { Arrival } from '../../support/raw-client.js';
import { createPeer, ctx } from '../../support/shop.js';
import type { Peer } from '../../support/shop.js';
import { SlowMailbox } from '../../support/slow-mailbox.js';
import { startTestNode } from '../../support/test-node.js';
import type { TestNode } from '../../support/test-node.js';

const loose = { framesPerSecond: 1e9, frameBurst: 1e9, textsPerSecond: 1e9, textBurst: 1e9 };

/** The embedded drivers, but a store whose answers come late and out of order. */
function slowDrivers(seed: number): Drivers {
  return {
    ...embeddedDrivers,
    openStores: async options => {
      const stores = await embeddedDrivers.openStores(options);
      return {
        ...stores,
        mailbox: new SlowMailbox(stores.mailbox, seed),
        [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose](),
      };
    },
  };
}

function numbered({ shop, amir }: TestNode, vera: Peer, n: number): Bytes {
  const body = new Uint8Array(40);
  new DataView(body.buffer).setUint32(0, n);
  return frameOf('message', shop.bytes, vera.id, amir.id, body);
}

function numberOf(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset).getUint32(frame.length - 40);
}

/** What a message brought: its number, and where it stands in the log if it was stored. */
function arrivalOf(arrival: Arrival): { n: number; position: number | undefined } | undefined {
  if (!('kind' in arrival)) return undefined;
  return { n: numberOf(arrival.frame), position: 'position' in arrival ? arrival.position : undefined };
}

describe('frames of one sender', () => {
  const total = 10_000;
  /** What is sent before the receiver has handled the rest; a mailbox has room for more. */
  const window = maxMailboxRows / 2;

  it('arrive and are stored in order, durable and transient mixed, whatever the store answers first', async () => {
    await using test = await startTestNode({ limits: { ...loose, bufferedBytes: 1e9 } }, {}, slowDrivers(7));
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const random = seeded(11);
    const arrived: number[] = [];
    const positions: number[] = [];
    for (let sent = 0; sent < total;) {
      const end = Math.min(total, sent + window);
      for (; sent < end; sent++)
        if (random(2) === 0) client.durable(sent, numbered(test, vera, sent));
        else client.transient(numbered(test, vera, sent));
      while (arrived.length < end) {
        const { n, position } = arrivalOf(await desk.next(isMessage)) ?? {};
        arrived.push(n ?? -1);
        if (position !== undefined) positions.push(position);
      }
      desk.say({ type: 'handled', queue: 'own', position: positions.at(-1) ?? 0 });
    }
    assert.deepEqual(
      arrived,
      Array.from({ length: total }, (_, n) => n),
    );
    assert.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
  });

  it('wait for an order to forget that came before them, which erases none of them', async () => {
    await using test = await startTestNode({ limits: loose });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const open = frameOf('open', test.shop.bytes, vera.id, undefined);
    client.durable(1, open);
    client.durable(2, await createForget(ctx, { visitor: vera.key, business: test.shop.bytes }));
    for (const n of [3, 4, 5]) client.durable(n, open);
    for (let n = 1; n <= 5; n++) assert.equal((await client.next(isType('stored'))).n, n);
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 4);
  });
});

describe('frames of several senders', () => {
  it('reach the team each once and in the order of the log, through a slow store', async () => {
    await using test = await startTestNode({ limits: loose }, {}, slowDrivers(3));
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const senders = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const peer = await createPeer('v');
        return { peer, ...(await RawClient.admitted(test.origin, test.shop.id, peer)) };
      }),
    );
    const each = 100;
    for (let n = 0; n < each; n++)
      for (const { client, peer } of senders)
        client.durable(n, frameOf('pre', test.shop.bytes, peer.id, undefined, Uint8Array.of(n)));
    const seen = [];
    while (seen.length < each * senders.length) seen.push(await desk.next(isRow('team')));
    const positions = seen.map(({ position }) => position);
    assert.deepEqual(
      positions,
      [...new Set(positions)].toSorted((a, b) => a - b),
    );
    for (const { client } of senders) {
      const answered = [];
      while (answered.length < each) answered.push((await client.next(isType('stored'))).n);
      assert.deepEqual(
        answered.toSorted((a, b) => a - b),
        Array.from({ length: each }, (_, n) => n),
      );
    }
    assert.ok(!desk.arrivals.some(isRow('team')));
  });
});

function isMessage(arrival: { readonly type: string } | { readonly kind: string }): arrival is Arrival {
  return 'kind' in arrival;
}
