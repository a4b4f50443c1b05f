import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createForget } from '../../../src/protocol/forget.js';
import { RawClient, frameOf, isRow, isTransient, isType } from '../../support/raw-client.js';
import { createPeer, ctx } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';

const loose = { framesPerSecond: 1e6, frameBurst: 1e6 };

describe('the relay', () => {
  it('brings an open to the team and says stored', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const open = frameOf('open', test.shop.bytes, vera.id, undefined);
    client.durable(7, open);
    assert.equal((await client.next(isType('stored'))).n, 7);
    assert.deepEqual((await desk.next(isRow('team'))).frame, open);
  });

  it('takes a frame pipelined behind the proof', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const client = new RawClient(test.origin, test.shop.id);
    await client.prove(vera, await client.challenge());
    client.durable(1, frameOf('open', test.shop.bytes, vera.id, undefined));
    await client.next(isType('admitted'));
    assert.equal((await client.next(isType('stored'))).n, 1);
  });

  it('keeps an accept for the visitor and copies it to the team', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const accept = frameOf('accept', test.shop.bytes, test.amir.id, vera.id);
    desk.durable(1, accept);
    await desk.next(isType('stored'));
    assert.deepEqual((await desk.next(isRow('team'))).frame, accept);
    const { client, admitted } = await RawClient.admitted(test.origin, test.shop.id, vera);
    assert.equal(admitted.mailbox, 1);
    assert.deepEqual((await client.next(isRow('own'))).frame, accept);
  });

  it('brings a message to one device only, and keeps it until that device handled it', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const message = frameOf('message', test.shop.bytes, vera.id, test.amir.id);
    client.durable(1, message);
    await client.next(isType('stored'));
    const first = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { position, frame } = await first.client.next(isRow('own'));
    assert.deepEqual(frame, message);
    await first.client.close();
    const again = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(again.admitted.mailbox, 1);
    await again.client.next(isRow('own'));
    again.client.say({ type: 'handled', queue: 'own', position });
    await again.client.close();
    const last = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(last.admitted.mailbox, 0);
  });

  it('removes nothing that a socket was not sent, whatever position it calls handled', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    desk.say({ type: 'handled', queue: 'own', position: Number.MAX_SAFE_INTEGER });
    client.durable(1, frameOf('message', test.shop.bytes, vera.id, test.amir.id));
    await client.next(isType('stored'));
    await desk.close();
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 1);
  });

  it('sends the team log from the cursor that a device names, and all of it for another log', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    for (const n of [1, 2, 3])
      client.durable(n, frameOf('pre', test.shop.bytes, vera.id, undefined, Uint8Array.of(n)));
    const first = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const rows = [];
    for (let row = 0; row < 3; row++) rows.push(await first.client.next(isRow('team')));
    const { log } = first.challenge;
    const after = rows[1]?.position ?? 0;
    const named = await RawClient.admitted(test.origin, test.shop.id, test.amir, { team: { log, after } });
    assert.equal(named.admitted.mailbox, 1);
    assert.equal((await named.client.next(isRow('team'))).frame.at(-1), 3);
    const other = { team: { log: 'another', after } };
    assert.equal((await RawClient.admitted(test.origin, test.shop.id, test.amir, other)).admitted.mailbox, 3);
  });

  it('keeps an open for every device, whichever of them calls it handled', async () => {
    await using test = await startTestNode();
    const bea = await createPeer('a');
    const access = await test.shop.access(2, [test.amir.id, bea.id]);
    const { client: hers } = await RawClient.admitted(test.origin, test.shop.id, bea, { access });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    client.durable(1, frameOf('open', test.shop.bytes, vera.id, undefined));
    const { position } = await hers.next(isRow('team'));
    for (const queue of ['team', 'own'] as const) hers.say({ type: 'handled', queue, position });
    hers.say({ type: 'ticket' });
    await hers.next(isType('ticket'));
    const { client: his, admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 1);
    assert.equal((await his.next(isRow('team'))).position, position);
  });

  it('brings a long backlog and what comes meanwhile in order, each frame once', async () => {
    await using test = await startTestNode({ limits: loose });
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const send = (n: number): void => {
      const body = new Uint8Array(2_000);
      new DataView(body.buffer).setUint32(0, n);
      client.durable(n, frameOf('pre', test.shop.bytes, vera.id, undefined, body));
    };
    for (let n = 0; n < 300; n++) send(n);
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    for (let n = 300; n < 600; n++) send(n);
    const seen = [];
    for (let n = 0; n < 600; n++) {
      const { frame } = await desk.next(isRow('team'));
      seen.push(new DataView(frame.buffer).getUint32(76));
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 600 }, (_, n) => n),
    );
    assert.ok(!desk.arrivals.some(isRow('team')));
  });

  it('answers a client that asks whether the way is alive', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    client.say({ type: 'ping' });
    await client.next(isType('pong'));
  });

  it('passes a transient message on and stores nothing', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    const typing = frameOf('message', test.shop.bytes, vera.id, test.amir.id);
    client.transient(typing);
    assert.deepEqual((await desk.next(isTransient)).frame, typing);
    await desk.close();
    client.transient(typing);
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 0);
  });

  it('refuses mail to a device that is not of the team', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const stranger = await createPeer('a');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    client.durable(4, frameOf('message', test.shop.bytes, vera.id, stranger.id));
    assert.deepEqual(await client.next(isType('refused')), {
      type: 'refused',
      n: 4,
      code: 'peer-unreachable',
    });
  });

  it('erases a visitor who signed for it, and tells the team', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    client.durable(1, frameOf('open', test.shop.bytes, vera.id, undefined));
    client.durable(2, frameOf('message', test.shop.bytes, vera.id, test.amir.id));
    const forget = await createForget(ctx, { visitor: vera.key, business: test.shop.bytes });
    client.durable(3, forget);
    for (let n = 1; n <= 3; n++) assert.equal((await client.next(isType('stored'))).n, n);
    const { client: desk, admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 1);
    assert.deepEqual((await desk.next(isRow('team'))).frame, forget);
  });

  it('erases nothing for a forget that somebody else signed', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    client.durable(1, frameOf('open', test.shop.bytes, vera.id, undefined));
    const forged = await createForget(ctx, { visitor: mara.key, business: test.shop.bytes });
    client.durable(2, frameOf('forget', test.shop.bytes, vera.id, undefined, forged.slice(76)));
    assert.equal((await client.next(isType('refused'))).code, 'frame-malformed');
    const { admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(admitted.mailbox, 1);
  });
});

describe('presence', () => {
  it('tells visitors when the team comes, goes and takes a break', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client, challenge } = await RawClient.admitted(test.origin, test.shop.id, vera);
    assert.equal(challenge.teamOnline, false);
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir, {
      available: true,
    });
    assert.equal((await client.next(isType('team'))).online, true);
    desk.say({ type: 'available', on: false });
    assert.equal((await client.next(isType('team'))).online, false);
    desk.say({ type: 'available', on: true });
    assert.equal((await client.next(isType('team'))).online, true);
    await desk.close();
    assert.equal((await client.next(isType('team'))).online, false);
  });

  it('tells devices who is there, comes and goes', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    await RawClient.admitted(test.origin, test.shop.id, vera);
    const { client: desk, admitted } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.deepEqual(admitted.visitors, [vera.id]);
    const { client } = await RawClient.admitted(test.origin, test.shop.id, mara);
    assert.deepEqual(await desk.next(isType('visitor')), { type: 'visitor', id: mara.id, online: true });
    await client.close();
    assert.deepEqual(await desk.next(isType('visitor')), { type: 'visitor', id: mara.id, online: false });
  });

  it('does not let a visitor make the team look present', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera, { available: true });
    client.say({ type: 'available', on: true });
    client.say({ type: 'ticket' });
    await client.next(isType('ticket'));
    const mara = await createPeer('v');
    const { challenge } = await RawClient.admitted(test.origin, test.shop.id, mara);
    assert.equal(challenge.teamOnline, false);
  });
});
