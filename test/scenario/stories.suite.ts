/** Stories of Vera, who writes to a shop, and of Amir and Bea, who answer (PROTOCOL 3, 5, 6). The wire loses and reorders. */
import assert from 'node:assert/strict';
import { createAccept, readAcceptCopy, receiveAccept } from '../../src/protocol/accept.js';
import { isDeviceAllowed } from '../../src/protocol/certificate.js';
import { outranks } from '../../src/protocol/claim.js';
import type { Context } from '../../src/protocol/context.js';
import { nextOrdinal } from '../../src/protocol/context.js';
import { generateBoxKey } from '../../src/protocol/keys.js';
import { createOpen, receiveOpen } from '../../src/protocol/open.js';
import { createPre, receivePre } from '../../src/protocol/pre.js';
import { decodeSession, encodeSession } from '../../src/protocol/session-codec.js';
import { openMessage, sealMessage } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { readMessageClear } from '../../src/wire/session-fields.js';
import type { Payload } from '../../src/wire/payload/payload.js';
import type { Runner } from '../protocol/support/runner.js';
import { untouched } from '../protocol/support/snapshot.js';
import { makeContact, text, wordsOf } from '../protocol/support/world.js';
import type { Contact, Device } from '../protocol/support/world.js';
import { seeded } from '../support/chance.js';

/** One side of a session and what it read. */
class Side {
  readonly #ctx: Context;
  readonly read: string[] = [];
  session: Session;

  constructor(ctx: Context, session: Session) {
    this.#ctx = ctx;
    this.session = session;
  }

  async write(words: string): Promise<Bytes> {
    const payloads: readonly Payload[] = [text(words)];
    const { session, frame } = await untouched([this.session, payloads], async () =>
      sealMessage(this.#ctx, this.session, payloads),
    );
    this.session = session;
    return frame;
  }

  async take(frame: Bytes): Promise<boolean> {
    const result = await untouched([this.session, frame], async () =>
      openMessage(this.#ctx, this.session, frame),
    );
    if (!result.ok) return false;
    this.session = result.session;
    this.read.push(...wordsOf(result.payloads));
    return true;
  }
}

async function answer(contact: Contact, device: Device, claim: number) {
  const { ctx, open, sent, vera, card } = contact;
  const { frame, session } = await createAccept(ctx, { open, device, claim });
  const visitor = vera.key;
  const result = await receiveAccept(ctx, { sent, bundle: vera.bundle, visitor, card, frame });
  assert.ok(result.ok);
  return { frame, atDevice: session, result };
}

export function storiesSuite({ describe, it }: Runner, base: Context): void {
  describe('Vera and Amir', () => {
    it('talk from the first words over the queue to a session both ways', async () => {
      const { ctx, open, sent, vera, atAmir, atVera } = await makeContact(base.crypto);
      assert.deepEqual(wordsOf(open.payloads), ['is it in stock?']);
      for (const [n, words] of ['hello?', 'anyone?'].entries()) {
        const frame = await createPre(ctx, { sent, visitor: vera.key, n, payloads: [text(words)] });
        assert.deepEqual(wordsOf((await receivePre(ctx, { open, frame }))?.payloads ?? []), [words]);
      }
      const [atDesk, atHome] = [new Side(ctx, atAmir), new Side(ctx, atVera)];
      for (const turn of ['one', 'two', 'three']) {
        assert.ok(await atHome.take(await atDesk.write(`desk ${turn}`)));
        assert.ok(await atDesk.take(await atHome.write(`home ${turn}`)));
      }
      assert.deepEqual(atHome.read, ['desk one', 'desk two', 'desk three']);
      assert.deepEqual(atDesk.read, ['home one', 'home two', 'home three']);
    });

    it('read every frame once over a wire that loses, doubles and reorders', async () => {
      const { ctx, atAmir, atVera } = await makeContact(base.crypto);
      const [atDesk, atHome] = [new Side(ctx, atAmir), new Side(ctx, atVera)];
      const chance = seeded(42);
      const wire: { to: Side; words: string; frame: Bytes }[] = [];
      const written = { home: new Set<string>(), desk: new Set<string>() };
      for (let index = 0; index < 120; index++) {
        const isDesk = chance(2) === 0;
        const words = `${isDesk ? 'desk' : 'home'} ${index}`;
        const frame = await (isDesk ? atDesk : atHome).write(words);
        if (chance(5) > 0) {
          (isDesk ? written.desk : written.home).add(words);
          wire.push({ to: isDesk ? atHome : atDesk, words, frame });
          if (chance(10) < 3) wire.push({ to: isDesk ? atHome : atDesk, words, frame });
        }
        while (wire.length > 6) {
          const [next] = wire.splice(chance(wire.length), 1);
          if (next) await next.to.take(next.frame);
        }
      }
      for (const { to, frame } of wire) await to.take(frame);
      assert.deepEqual(new Set(atHome.read), written.desk);
      assert.deepEqual(new Set(atDesk.read), written.home);
      assert.equal(atHome.read.length, written.desk.size);
      assert.equal(atDesk.read.length, written.home.size);
    });

    it('go on after either store was closed and opened again', async () => {
      const { ctx, atAmir, atVera } = await makeContact(base.crypto);
      const [atDesk, atHome] = [new Side(ctx, atAmir), new Side(ctx, atVera)];
      for (const words of ['one', 'two']) {
        assert.ok(await atHome.take(await atDesk.write(words)));
        for (const side of [atDesk, atHome]) {
          const stored = await decodeSession(ctx, encodeSession(ctx, side.session));
          assert.ok(stored);
          side.session = stored;
        }
        assert.ok(await atDesk.take(await atHome.write(words)));
      }
      assert.deepEqual(
        [atDesk.read, atHome.read],
        [
          ['one', 'two'],
          ['one', 'two'],
        ],
      );
    });

    it('renew their bundle: the highest number wins, an older open still brings its words', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, card, vera, business, open, amir, sent } = contact;
      const renewed = await generateBoxKey(ctx, { extractable: false });
      const number = nextOrdinal(ctx, sent.number);
      assert.ok(number > sent.number);
      const { frame, sent: second } = await createOpen(ctx, {
        visitor: vera.key,
        card,
        number,
        bundle: renewed.publicKey,
        payloads: [],
      });
      const inboxes = business.inboxes;
      const later = await receiveOpen(ctx, { business: business.id, inboxes, frame });
      assert.ok(later.ok);
      assert.ok(later.open.number > open.number);
      assert.notDeepEqual(later.open.bundle, open.bundle);
      const accepted = await createAccept(ctx, { open: later.open, device: amir, claim: 0 });
      const given = { sent: second, bundle: renewed, visitor: vera.key, card, frame: accepted.frame };
      const result = await receiveAccept(ctx, given);
      assert.ok(result.ok);
      const [atDesk, atHome] = [new Side(ctx, accepted.session), new Side(ctx, result.session)];
      assert.ok(await atHome.take(await atDesk.write('fresh again')));
      assert.deepEqual(atHome.read, ['fresh again']);
      const again = await receiveOpen(ctx, { business: business.id, inboxes, frame: contact.openFrame });
      assert.ok(again.ok);
      assert.deepEqual(wordsOf(again.open.payloads), ['is it in stock?']);
    });

    it('lose nothing to a store that was rolled back: the same number is never sealed alike', async () => {
      const { ctx, atAmir, atVera } = await makeContact(base.crypto);
      const before = encodeSession(ctx, atVera);
      const one = await sealMessage(ctx, atVera, [text('my card is 4111')]);
      const restored = await decodeSession(ctx, before);
      assert.ok(restored);
      const two = await sealMessage(ctx, restored, [text('never mind 0000')]);
      const [first, second] = [readMessageClear(one.frame), readMessageClear(two.frame)];
      assert.ok(first && second);
      assert.deepEqual([first.n, first.ratchet], [second.n, second.ratchet]);
      assert.notDeepEqual(first.salt, second.salt);
      // Under one key and nonce the two texts would differ from each other exactly as their ciphertexts do.
      const [left, right] = [first.sealed, second.sealed];
      const alike = left.filter((byte, index) => byte === right[index]).length;
      assert.ok(alike < left.length / 4, `${alike} of ${left.length} bytes are alike`);
      const opened = await openMessage(ctx, atAmir, one.frame);
      assert.ok(opened.ok);
      assert.ok(!(await openMessage(ctx, opened.session, two.frame)).ok);
    });
  });

  describe('Bea, a colleague,', () => {
    it('takes the conversation over by a higher claim, whatever order the node delivers in', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, open, card } = contact;
      const bea = await business.hire('Bea');
      const byAmir = await answer(contact, contact.amir, 1);
      const byBea = await answer(contact, bea, 2);
      for (const order of [
        [byAmir, byBea],
        [byBea, byAmir],
      ]) {
        let holder: (typeof byAmir)['result'] | undefined;
        for (const { result } of order) if (outranks(result, holder, card.revoked)) holder = result;
        assert.equal(holder?.device, bea.id);
      }
      const copy = await readAcceptCopy(ctx, { open, card, frame: byBea.frame });
      assert.ok(copy.ok);
      assert.deepEqual([copy.name, copy.claim], ['Bea', 2]);
      const atHome = new Side(ctx, byBea.result.session);
      assert.ok(await atHome.take(await new Side(ctx, byBea.atDevice).write('Bea here')));
    });

    it('cannot read what Amir and Vera say, though she holds the inbox key and the accept', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, atAmir, open } = contact;
      const bea = await business.hire('Bea');
      const { frame } = await sealMessage(ctx, atAmir, [text('for Vera only')]);
      const { session } = await createAccept(ctx, { open, device: bea, claim: 2 });
      const posed = {
        ...session,
        sid: atAmir.sid,
        transcriptHash: atAmir.transcriptHash,
        peer: atAmir.self,
        self: atAmir.peer,
      };
      assert.ok(!(await openMessage(ctx, posed, frame)).ok);
    });
  });

  describe('Amir', () => {
    it('who lost his store claims one higher, and a new session begins', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, amir, card, atAmir } = contact;
      const before = { device: amir.id, number: contact.sent.number, claim: 1 };
      const { result, atDevice } = await answer(contact, amir, 2);
      assert.ok(outranks(result, before, card.revoked));
      assert.notDeepEqual(result.sid, atAmir.sid);
      const [atDesk, atHome] = [new Side(ctx, atDevice), new Side(ctx, result.session)];
      assert.ok(await atHome.take(await atDesk.write('back again')));
    });

    it('who is removed neither answers nor keeps a session nor reads new opens', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, amir, vera, open, sent } = contact;
      const heldByAmir = new Map(business.inboxes);
      const card = await business.remove(amir.id);
      assert.ok(!isDeviceAllowed(card, { device: amir.id, since: ctx.seconds() }));
      const { frame } = await createAccept(ctx, { open, device: amir, claim: 9 });
      const visitor = vera.key;
      assert.ok(!(await receiveAccept(ctx, { sent, bundle: vera.bundle, visitor, card, frame })).ok);
      const { frame: next } = await createOpen(ctx, {
        visitor,
        card,
        number: 2,
        bundle: vera.bundle.publicKey,
        payloads: [text('without Amir')],
      });
      const given = { business: business.id, frame: next };
      const atAmir = await receiveOpen(ctx, { ...given, inboxes: heldByAmir });
      assert.deepEqual(atAmir, { ok: false, reason: 'epoch-unknown', epoch: 2 });
      assert.ok((await receiveOpen(ctx, { ...given, inboxes: business.inboxes })).ok);
    });
  });
}
