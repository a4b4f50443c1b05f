import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { maxMailboxRows, relaySubprotocol } from '../../../src/wire/limits.js';
import { closeCode } from '../../../src/wire/node-messages.js';
import { RawClient, frameOf, isRow, isType } from '../../support/raw-client.js';
import { askUpgrade } from '../../support/raw-upgrade.js';
import { createPeer } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';
import type { TestNode } from '../../support/test-node.js';

function relayUrl({ node, shop }: TestNode): string {
  return `ws://127.0.0.1:${String(node.port)}/relay?b=${shop.id}`;
}

/** The node still serves: the point of every test of abuse. */
async function assertServes(test: TestNode): Promise<void> {
  await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
}

describe('a client that sends too much', () => {
  it('is told when to come back, and its frame is not kept', async () => {
    await using test = await startTestNode({ limits: { framesPerSecond: 0.001, frameBurst: 2 } });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    for (const n of [1, 2, 3]) client.durable(n, frameOf('open', test.shop.bytes, vera.id, undefined));
    const refused = await client.next(isType('refused'));
    assert.equal(refused.n, 3);
    assert.equal(refused.code, 'too-often');
    assert.ok((refused.retryMs ?? 0) >= 1_000);
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 2);
  });

  it('fills a mailbox to its bound, and goes on once its owner has read', async () => {
    await using test = await startTestNode({ limits: { framesPerSecond: 1e6, frameBurst: 1e6 } });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const frame = frameOf('message', test.shop.bytes, vera.id, test.amir.id);
    for (let n = 1; n <= maxMailboxRows; n++) client.durable(n, frame);
    let answered = 0;
    while (answered < maxMailboxRows) {
      await client.next(isType('stored'));
      answered++;
    }
    client.durable(maxMailboxRows + 1, frame);
    assert.equal((await client.next(isType('refused'))).code, 'mailbox-full');
    const { client: amir } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { position } = await amir.next(isRow('own'));
    amir.say({ type: 'handled', queue: 'own', position });
    amir.say({ type: 'ticket' });
    await amir.next(isType('ticket'));
    client.durable(maxMailboxRows + 2, frame);
    assert.equal((await client.next(isType('stored'))).n, maxMailboxRows + 2);
  });

  it('is closed when it goes on and on', async () => {
    await using test = await startTestNode({ limits: { framesPerSecond: 0.001, frameBurst: 1, strikes: 5 } });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    for (let n = 0; n < 9; n++) client.durable(n, frameOf('open', test.shop.bytes, vera.id, undefined));
    assert.equal(await client.closed(), closeCode.tooOften);
    await assertServes(test);
  });

  it('is closed when its text frames never end', async () => {
    await using test = await startTestNode({ limits: { textsPerSecond: 0.001, textBurst: 2 } });
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    for (let n = 0; n < 3; n++) client.say({ type: 'ticket' });
    assert.equal(await client.closed(), closeCode.tooOften);
  });

  it('is closed when it sends much before its proof', async () => {
    await using test = await startTestNode({ limits: { pipelinedFrames: 3 } });
    const client = new RawClient(test.origin, test.shop.id);
    await client.challenge();
    for (let n = 0; n < 5; n++) client.socket.send(new Uint8Array(100));
    assert.equal(await client.closed(), closeCode.tooOften);
  });

  it('is closed for a frame above 64 KiB, and for a message above everything', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const first = await RawClient.admitted(test.origin, test.shop.id, vera);
    first.client.durable(1, new Uint8Array(65_537));
    assert.equal((await first.client.next(isType('refused'))).code, 'frame-too-large');
    assert.equal(await first.client.closed(), closeCode.malformed);
    const second = await RawClient.admitted(test.origin, test.shop.id, vera);
    second.client.socket.send(new Uint8Array(1_000_000));
    assert.equal(await second.client.closed(), 1009);
    await assertServes(test);
  });
});

describe('a client that does not read', () => {
  it('costs no memory for its mail, and gets all of it in order when it reads again', async () => {
    const frames = { framesPerSecond: 1e6, frameBurst: 1e6 };
    await using test = await startTestNode({ limits: { ...frames, bufferedBytes: 65_536 } });
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    desk.socket.pause();
    const count = 400;
    for (let n = 0; n < count; n++) {
      const body = new Uint8Array(40_000);
      new DataView(body.buffer).setUint32(0, n);
      client.durable(n, frameOf('pre', test.shop.bytes, vera.id, undefined, body));
    }
    for (let n = 0; n < count; n++) await client.next(isType('stored'));
    desk.socket.resume();
    for (let n = 0; n < count; n++) {
      const { frame } = await desk.next(isRow('team'));
      assert.equal(new DataView(frame.buffer).getUint32(76), n);
    }
  });

  it('is closed when even answers pile up', async () => {
    const limits = { textsPerSecond: 1e6, textBurst: 1e6 };
    // Long answers fill the buffers of the operating system sooner.
    const turn = { urls: [`turn:${'x'.repeat(20_000)}`], secret: 'north' };
    await using test = await startTestNode({ limits, turn });
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    client.socket.pause();
    for (let n = 0; n < 2_000; n++) client.say({ type: 'ticket' });
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    for (let n = 0; n < 500; n++) {
      desk.say({ type: 'ticket' });
      await desk.next(isType('ticket'));
    }
    client.socket.resume();
    assert.equal(await client.closed(), closeCode.tryLater);
  });

  it('is ended when it is gone without a word', async () => {
    await using test = await startTestNode({ aliveMs: 50 });
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    await desk.next(isType('visitor'));
    // A paused socket answers no ping: like a phone that left the network.
    client.socket.pause();
    assert.deepEqual(await desk.next(isType('visitor')), { type: 'visitor', id: vera.id, online: false });
  });
});

describe('a client that talks nonsense', () => {
  const texts = [
    '',
    'null',
    '[]',
    '{oops',
    '"text"',
    '{"type":5}',
    '{"type":"handled","queue":"other","position":1}',
    '{"type":"handled","queue":"own","position":-1}',
    '{"type":"publish","n":1.5}',
    '{"type":"publish","n":1,"backup":{"id":"../","data":"x"}}',
    '{"type":"available","on":1}',
    `{"type":"proof","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    '{"type":"proof"}',
  ];

  it('is closed and harms nobody', async () => {
    await using test = await startTestNode();
    for (const text of texts) {
      const before = new RawClient(test.origin, test.shop.id);
      await before.challenge();
      before.socket.send(text);
      assert.equal(await before.closed(), closeCode.malformed, `before the proof: ${text.slice(0, 40)}`);
      const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
      client.socket.send(text);
      assert.equal(await client.closed(), closeCode.malformed, `after the proof: ${text.slice(0, 40)}`);
    }
    await assertServes(test);
  });

  it('may be a newer version: types that are not known are passed over', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    client.socket.send('{"type":"holography","on":true}');
    client.say({ type: 'ticket' });
    await client.next(isType('ticket'));
  });

  it('is cut for bytes that are no WebSocket, and resets do no harm', async () => {
    await using test = await startTestNode();
    const open = async (): Promise<ReturnType<typeof connect>> => {
      const socket = connect(test.node.port, '127.0.0.1');
      socket.on('error', () => undefined);
      const key = 'dGhlIHNhbXBsZSBub25jZQ==';
      socket.write(
        `GET /relay?b=${test.shop.id} HTTP/1.1\r\nHost: 127.0.0.1:${String(test.node.port)}\r\nConnection: Upgrade\r\n` +
          `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n` +
          `Sec-WebSocket-Protocol: ${relaySubprotocol}\r\n\r\n`,
      );
      await once(socket, 'data');
      return socket;
    };
    // A reserved bit without an extension, a reserved opcode, an unmasked frame.
    for (const bytes of ['f180', '8380', '8101aa']) {
      const socket = await open();
      const closed = once(socket, 'close');
      socket.write(Buffer.from(bytes, 'hex'));
      socket.resume();
      await closed;
    }
    (await open()).resetAndDestroy();
    await assertServes(test);
  });
});

describe('an upgrade', () => {
  const protocols = [relaySubprotocol];

  it('is refused for a long address, another path, another wire or another host', async () => {
    await using test = await startTestNode();
    const url = relayUrl(test);
    const ask = async (...args: Parameters<typeof askUpgrade>): Promise<number> =>
      (await askUpgrade(...args)).status;
    assert.equal(await ask(`${url}&x=${'x'.repeat(1_024)}`, protocols), 414);
    assert.equal(await ask(url.replace('/relay', '/other'), protocols), 404);
    assert.equal(await ask(url, ['other.1']), 400);
    assert.equal(await ask(url, protocols, { host: 'evil.example' }), 421);
    await assertServes(test);
  });

  it('is refused to an address that has its sockets, and taken again when one is closed', async () => {
    await using test = await startTestNode({ proxyHops: 1, limits: { socketsPerAddress: 2 } });
    const url = relayUrl(test);
    const from = (address: string): ReturnType<typeof askUpgrade> =>
      askUpgrade(url, protocols, { 'x-forwarded-for': `6.6.6.6, ${address}` });
    const first = await from('2001:db8:1:2::1');
    await from('2001:db8:1:2:ffff::2');
    const third = await from('2001:db8:1:2::3');
    assert.equal(third.status, 503);
    assert.ok(Number(third.retryAfter) > 0);
    assert.equal((await from('2001:db8:1:3::1')).status, 101);
    assert.ok(first.socket);
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    first.socket.close();
    await once(first.socket, 'close');
    // The node hears of the close in its own time: a place that never comes back would end this by a timeout.
    while ((await from('2001:db8:1:2::4')).status !== 101) desk.say({ type: 'ticket' });
  });

  it('is refused to an address that asks too often', async () => {
    await using test = await startTestNode({ proxyHops: 1, limits: { upgradesPerMinute: 2 } });
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      const { status, socket } = await askUpgrade(relayUrl(test), protocols, headers);
      statuses.push(status);
      socket?.terminate();
    }
    assert.deepEqual(statuses, [101, 101, 503]);
  });

  it('is refused with a time to come back when the node is full', async () => {
    await using test = await startTestNode({ limits: { sockets: 1 } });
    await askUpgrade(relayUrl(test), protocols);
    const { status, retryAfter } = await askUpgrade(relayUrl(test), protocols);
    assert.equal(status, 503);
    assert.ok(Number(retryAfter) > 0);
  });
});

describe('a node that stops', () => {
  it('tells everybody to come back and lets go of its folder', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    const restarted = test.restart();
    assert.equal(await client.closed(), closeCode.restart);
    await RawClient.admitted((await restarted).origin, test.shop.id, await createPeer('v'));
  });

  it('is not held up by a peer that does not answer', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    client.socket.pause();
    await test.node.close();
    await assert.rejects(fetch(`${test.origin}/healthz`));
    client.socket.terminate();
  });
});
