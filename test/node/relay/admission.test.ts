import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { closeCode } from '../../../src/wire/node-messages.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { RawClient, frameOf, isType } from '../../support/raw-client.js';
import { createPeer } from '../../support/shop.js';
import { startTestNode } from '../../support/test-node.js';
import type { TestNode } from '../../support/test-node.js';

async function assertRefused(client: RawClient, code: string, close: number): Promise<void> {
  assert.equal((await client.next(isType('refused'))).code, code);
  assert.equal(await client.closed(), close);
}

async function connect({ origin, shop }: TestNode): Promise<RawClient> {
  return Promise.resolve(new RawClient(origin, shop.id));
}

describe('admission', () => {
  it('shows the card to who knows an older one, and not again', async () => {
    await using test = await startTestNode();
    const fresh = await new RawClient(test.origin, test.shop.id).challenge();
    assert.equal(typeof fresh.card, 'string');
    const known = await new RawClient(test.origin, test.shop.id, { card: 1 }).challenge();
    assert.equal(known.card, undefined);
  });

  it('refuses a signature by another key', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    const client = await connect(test);
    await client.prove({ id: vera.id, key: mara.key }, await client.challenge());
    await assertRefused(client, 'admission-refused', closeCode.admissionRefused);
  });

  it('refuses a proof for another socket', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const first = await connect(test);
    const challenge = await first.challenge();
    const second = await connect(test);
    await second.challenge();
    await second.prove(vera, challenge);
    await assertRefused(second, 'admission-refused', closeCode.admissionRefused);
  });

  it('refuses a proof that another origin passed on', async () => {
    await using test = await startTestNode({ publicUrl: 'https://chat.juniper.example' });
    const vera = await createPeer('v');
    const local = `http://127.0.0.1:${String(test.node.port)}`;
    const client = new RawClient(local, test.shop.id, { headers: { host: 'chat.juniper.example' } });
    await client.prove(vera, await client.challenge());
    await assertRefused(client, 'admission-refused', closeCode.admissionRefused);
  });

  it('refuses a device that is not on the access list', async () => {
    await using test = await startTestNode();
    const stranger = await createPeer('a');
    const client = await connect(test);
    await client.prove(stranger, await client.challenge());
    await assertRefused(client, 'admission-refused', closeCode.admissionRefused);
  });

  it('refuses a business it does not serve', async () => {
    await using test = await startTestNode();
    const client = new RawClient(test.origin, `sc1-${'a'.repeat(32)}` as BusinessId);
    await assertRefused(client, 'business-unknown', closeCode.businessUnknown);
  });

  it('admits pages of allowed sites, its own, and programs without a page; no others', async () => {
    const origins = ['https://juniper.example'];
    await using test = await startTestNode({}, { origins });
    const from = (origin: string): RawClient =>
      new RawClient(test.origin, test.shop.id, { headers: { origin } });
    await from('https://juniper.example').challenge();
    await from(test.origin).challenge();
    await (await connect(test)).challenge();
    await assertRefused(from('https://evil.example'), 'origin-refused', closeCode.originRefused);
    await assertRefused(from('null'), 'origin-refused', closeCode.originRefused);
  });

  it('replaces the older socket of the same id', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    await RawClient.admitted(test.origin, test.shop.id, vera);
    assert.equal(await client.closed(), closeCode.replaced);
  });

  it('closes a socket that proves nothing', async () => {
    await using test = await startTestNode({ limits: { handshakeMs: 50 } });
    assert.equal(await (await connect(test)).closed(), closeCode.malformed);
  });

  it('closes a socket whose first message is no proof', async () => {
    await using test = await startTestNode();
    const client = await connect(test);
    await client.challenge();
    client.say({ type: 'ticket' });
    assert.equal(await client.closed(), closeCode.malformed);
  });

  it('gives TURN credentials that the shared secret makes', async () => {
    const turn = { urls: ['turn:turn.example:3478'], secret: 'north' };
    await using test = await startTestNode({ turn });
    const { client, admitted } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    const { username = '', credential, urls } = admitted.turn ?? {};
    assert.deepEqual(urls, turn.urls);
    assert.match(username, /^\d+:[0-9a-f]{12}$/);
    assert.equal(credential, createHmac('sha1', 'north').update(username).digest('base64'));
    client.say({ type: 'ticket' });
    const fresh = await client.next(isType('ticket'));
    assert.notEqual(fresh.ticket, admitted.ticket);
    assert.notEqual(fresh.turn?.username, username);
  });
});

describe('statements of the owner', () => {
  it('admit a device whose proof brings the newer list that names it', async () => {
    await using test = await startTestNode();
    const bea = await createPeer('a');
    const card = await test.shop.card(2);
    const access = await test.shop.access(2, [test.amir.id, bea.id]);
    await RawClient.admitted(test.origin, test.shop.id, bea, { card, access });
    assert.equal((await new RawClient(test.origin, test.shop.id, { card: 1 }).challenge()).card, card);
  });

  it('are passed over where a proof brings older ones', async () => {
    await using test = await startTestNode();
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    desk.say({ type: 'publish', n: 1, card: await test.shop.card(5) });
    await desk.next(isType('stored'));
    const card = await test.shop.card(3);
    await RawClient.admitted(test.origin, test.shop.id, test.amir, { card });
    const { card: kept } = await new RawClient(test.origin, test.shop.id).challenge();
    assert.notEqual(kept, card);
  });

  it('are refused in a proof that brings another card of the same number', async () => {
    await using test = await startTestNode();
    const client = await connect(test);
    const card = await test.shop.card(1, { name: 'Another' });
    await client.prove(test.amir, await client.challenge(), { card });
    await assertRefused(client, 'card-invalid', closeCode.admissionRefused);
  });

  it('are refused where another root signed them', async () => {
    await using test = await startTestNode();
    await using other = await startTestNode();
    const bea = await createPeer('a');
    const client = await connect(test);
    const access = await other.shop.access(9, [bea.id]);
    await client.prove(bea, await client.challenge(), { access });
    await assertRefused(client, 'card-invalid', closeCode.admissionRefused);
  });

  it('are refused in a publication that is older', async () => {
    await using test = await startTestNode();
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    desk.say({ type: 'publish', n: 1, card: await test.shop.card(0) });
    assert.equal((await desk.next(isType('refused'))).code, 'card-rolled-back');
    desk.say({ type: 'publish', n: 2, access: await test.shop.access(0, []) });
    assert.equal((await desk.next(isType('refused'))).code, 'card-rolled-back');
  });

  it('may not be published by a visitor', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    client.say({ type: 'publish', n: 1, card: await test.shop.card(2) });
    assert.equal((await client.next(isType('refused'))).code, 'admission-refused');
  });

  it('reach everybody who is connected', async () => {
    await using test = await startTestNode();
    const { client } = await RawClient.admitted(test.origin, test.shop.id, await createPeer('v'));
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const card = await test.shop.card(2);
    desk.say({ type: 'publish', n: 1, card, roster: 'AAAA' });
    await desk.next(isType('stored'));
    assert.equal((await client.next(isType('card'))).card, card);
    const again = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    assert.equal(again.admitted.roster, 'AAAA');
  });

  it('close a removed device at once and take nothing more from it', async () => {
    await using test = await startTestNode();
    const bea = await createPeer('a');
    const access = await test.shop.access(2, [test.amir.id, bea.id]);
    const { client: removed } = await RawClient.admitted(test.origin, test.shop.id, bea, { access });
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    desk.say({ type: 'publish', n: 1, access: await test.shop.access(3, [test.amir.id]) });
    await assertRefused(removed, 'admission-refused', closeCode.admissionRefused);
    // A restored node would still list it: the newer list came with the other device's proof and stays.
    const again = await connect(test);
    await again.prove(bea, await again.challenge(), { access });
    await assertRefused(again, 'admission-refused', closeCode.admissionRefused);
  });

  it('outlive a restart', async () => {
    await using test = await startTestNode();
    const { client: desk } = await RawClient.admitted(test.origin, test.shop.id, test.amir);
    const bea = await createPeer('a');
    const card = await test.shop.card(2);
    const access = await test.shop.access(2, [test.amir.id, bea.id]);
    desk.say({ type: 'publish', n: 1, card, access });
    await desk.next(isType('stored'));
    const restarted = await test.restart();
    const { challenge } = await RawClient.admitted(restarted.origin, test.shop.id, bea);
    assert.equal(challenge.card, card);
  });
});

describe('a frame of somebody admitted', () => {
  it('closes the socket where it names another sender, another business or nothing known', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const mara = await createPeer('v');
    const { bytes } = test.shop;
    const wrong = [
      frameOf('open', bytes, mara.id, undefined),
      frameOf('open', new Uint8Array(20), vera.id, undefined),
      frameOf('message', bytes, vera.id, mara.id),
      frameOf('accept', bytes, vera.id, mara.id),
      new Uint8Array(0),
      new Uint8Array(100),
    ];
    for (const frame of wrong) {
      const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
      client.durable(1, frame);
      assert.equal(await client.closed(), closeCode.malformed);
    }
  });

  it('closes the socket where a transient one is no message', async () => {
    await using test = await startTestNode();
    const vera = await createPeer('v');
    const { client } = await RawClient.admitted(test.origin, test.shop.id, vera);
    client.transient(frameOf('open', test.shop.bytes, vera.id, undefined));
    assert.equal(await client.closed(), closeCode.malformed);
  });
});
