import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { closeCode } from '../../../src/wire/node-messages.js';
import { RawClient, isType } from '../../support/raw-client.js';
import { createPeer } from '../../support/shop.js';
import type { Peer } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';
import type { TestNode } from '../../support/test-node.js';

type Message = Readonly<Record<string, unknown>>;

/** A signalling socket as stock PeerJS opens it. */
class RawPeer {
  readonly socket: WebSocket;
  readonly #messages: Message[] = [];
  #code: number | undefined;
  #wake: () => void = () => undefined;

  constructor({ node, shop }: TestNode, id: string, token: string, key: string = shop.id) {
    const query = new URLSearchParams({ key, id, token, version: '1.5.5' });
    this.socket = new WebSocket(`ws://127.0.0.1:${String(node.port)}/peerjs?${query.toString()}`);
    this.socket.on('error', () => undefined);
    this.socket.on('message', data => {
      if (Buffer.isBuffer(data)) this.#messages.push(JSON.parse(data.toString()) as Message);
      this.#wake();
    });
    this.socket.on('close', code => {
      this.#code = code;
      this.#wake();
    });
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  async next(): Promise<Message> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      await this.#wait();
    }
  }

  async closed(): Promise<number> {
    while (this.#code === undefined) await this.#wait();
    return this.#code;
  }

  async #wait(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#wake = resolve;
    });
  }
}

/** Proves an id on the relay and opens signalling with the ticket. */
async function dial(test: TestNode, peer: Peer): Promise<{ raw: RawPeer; relay: RawClient; ticket: string }> {
  const { client: relay, admitted } = await RawClient.admitted(test.origin, test.shop.id, peer);
  const raw = new RawPeer(test, peer.id, admitted.ticket);
  assert.deepEqual(await raw.next(), { type: 'OPEN' });
  return { raw, relay, ticket: admitted.ticket };
}

function offer(dst: string): Message {
  const payload = { type: 'data', connectionId: 'dc_1', sdp: { type: 'offer', sdp: 'v=0' } };
  return { type: 'OFFER', dst, payload };
}

describe('signalling', () => {
  it('passes offers, answers and candidates between a customer and a device', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { raw: customer } = await dial(test, vera);
    const { raw: device } = await dial(test, test.amir);
    customer.send({ ...offer(test.amir.id), src: 'somebody' });
    assert.deepEqual(await device.next(), { ...offer(test.amir.id), src: vera.id });
    const payload = { type: 'data', connectionId: 'dc_1', sdp: { type: 'answer', sdp: 'v=0' } };
    device.send({ type: 'ANSWER', dst: vera.id, payload });
    assert.equal((await customer.next())['type'], 'ANSWER');
    device.send({ type: 'CANDIDATE', dst: vera.id, payload: { connectionId: 'dc_1', candidate: {} } });
    assert.equal((await customer.next())['type'], 'CANDIDATE');
  });

  it('lets nobody in without a ticket, with a spent one, or with one of another id or business', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    const { ticket } = await dial(test, vera);
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, mara);
    const altered = `${admitted.ticket.slice(0, -1)}${admitted.ticket.endsWith('A') ? 'B' : 'A'}`;
    const attempts = [
      new RawPeer(test, vera.id, ''),
      new RawPeer(test, vera.id, ticket),
      new RawPeer(test, vera.id, admitted.ticket),
      new RawPeer(test, mara.id, altered),
      new RawPeer(test, mara.id, admitted.ticket, `sc1-${'a'.repeat(32)}`),
      new RawPeer(test, mara.id, admitted.ticket, 'peerjs'),
    ];
    for (const attempt of attempts) {
      assert.equal((await attempt.next())['type'], 'ERROR');
      assert.equal(await attempt.closed(), closeCode.admissionRefused);
    }
    await dial(test, mara);
  });

  it('lets nobody in with a ticket older than a minute', async () => {
    let now = Date.now();
    await using test = await startTestNode({ now: () => now });
    const vera = await createPeer('v');
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, vera);
    now += 61_000;
    assert.equal(await new RawPeer(test, vera.id, admitted.ticket).closed(), closeCode.admissionRefused);
  });

  it('answers OPEN to a peer that comes back, with a fresh ticket, and closes its older socket', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { raw: first, relay } = await dial(test, vera);
    relay.say({ type: 'ticket' });
    const { ticket } = await relay.next(isType('ticket'));
    const second = new RawPeer(test, vera.id, ticket);
    assert.deepEqual(await second.next(), { type: 'OPEN' });
    assert.equal(await first.closed(), closeCode.replaced);
    const { raw: device } = await dial(test, test.amir);
    device.send(offer(vera.id));
    assert.equal((await second.next())['src'], test.amir.id);
  });

  it('answers OPEN to a peer whose connection broke', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { raw, relay } = await dial(test, vera);
    raw.socket.terminate();
    relay.say({ type: 'ticket' });
    const { ticket } = await relay.next(isType('ticket'));
    assert.deepEqual(await new RawPeer(test, vera.id, ticket).next(), { type: 'OPEN' });
  });

  it('says at once that nobody is there, also where there is only another customer or business', async () => {
    await using test = await startTestNode();
    await using other = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    const { raw } = await dial(test, vera);
    await dial(test, mara);
    await dial(other, other.amir);
    for (const id of [test.amir.id, mara.id, other.amir.id]) {
      raw.send(offer(id));
      assert.deepEqual(await raw.next(), { type: 'EXPIRE', src: id, dst: vera.id });
    }
  });

  it('drops what is malformed and what a client may not say, and stays open', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { raw } = await dial(test, vera);
    const { raw: device } = await dial(test, test.amir);
    const dst = test.amir.id;
    const nonsense = [
      '{oops',
      'null',
      '[]',
      '"text"',
      '{"type":"LEAVE"}',
      JSON.stringify({ type: 'LEAVE', dst }),
      JSON.stringify({ type: 'EXPIRE', dst }),
      JSON.stringify({ type: 'OPEN', dst }),
      JSON.stringify({ ...offer(dst), payload: null }),
      JSON.stringify({ ...offer(dst), payload: { connectionId: 'x' } }),
      JSON.stringify({ ...offer(dst), payload: { connectionId: 'x', sdp: { type: 'answer', sdp: '' } } }),
      JSON.stringify({ ...offer(dst), payload: { connectionId: 'x', sdp: { type: 'offer', sdp: 5 } } }),
      JSON.stringify({ ...offer('nobody') }),
      JSON.stringify({ ...offer('__proto__') }),
    ];
    for (const text of nonsense) raw.socket.send(text);
    raw.socket.send(Buffer.from('{"type":"HEARTBEAT"}'), { binary: true });
    raw.send({ type: 'HEARTBEAT' });
    raw.send(offer(dst));
    assert.equal((await device.next())['type'], 'OFFER');
  });

  it('closes who sends too fast or too much', async () => {
    await using test = await startTestNode({ limits: { frameBurst: 5, framesPerSecond: 0.001 } });
    const { raw } = await dial(test, await createPeer('v'));
    for (let n = 0; n < 6; n++) raw.send({ type: 'HEARTBEAT' });
    assert.equal(await raw.closed(), closeCode.tooOften);
    const { raw: large } = await dial(test, await createPeer('v'));
    large.socket.send('x'.repeat(40_000));
    assert.equal(await large.closed(), 1009);
  });

  it('survives frames that are against the rules of WebSocket', async () => {
    await using test = await startTestNode();
    const { raw } = await dial(test, await createPeer('v'));
    const closed = once(raw.socket, 'close');
    // A reserved bit: alone enough to end a process that embeds PeerServer.
    (raw.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
      Buffer.from('f18000000000', 'hex'),
    );
    await closed;
    await dial(test, await createPeer('v'));
  });

  it('closes a removed device', async () => {
    await using test = await startTestNode();
    const bea = await createPeer('a');
    const both = await test.shop.access(2, [test.amir.id, bea.id]);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, test.amir, { access: both });
    const { raw } = await dial(test, bea);
    client.say({ type: 'publish', n: 1, access: await test.shop.access(3, [test.amir.id]) });
    assert.equal(await raw.closed(), closeCode.admissionRefused);
  });

  it('tells peers to come back when the node restarts', async () => {
    await using test = await startTestNode();
    const { raw } = await dial(test, await createPeer('v'));
    const restarted = test.restart();
    assert.equal(await raw.closed(), closeCode.restart);
    await restarted;
  });
});
