import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RawClient, frameOf, isRow, isType } from '../../support/raw-client.js';
import { createPeer } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';

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
    const challenge = await client.challenge();
    await client.prove(vera, challenge);
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
});
