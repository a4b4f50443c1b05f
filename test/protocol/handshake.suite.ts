import assert from 'node:assert/strict';
import { SecureChatError } from '../../src/errors.js';
import { createAccept, readAcceptCopy, receiveAccept } from '../../src/protocol/accept.js';
import type { AcceptInside } from '../../src/protocol/accept-inside.js';
import { issueCertificate } from '../../src/protocol/certificate.js';
import type { Context } from '../../src/protocol/context.js';
import { padPayloads } from '../../src/protocol/content.js';
import { readPadded } from '../../src/protocol/read-padded.js';
import { generateEcBytes } from '../../src/protocol/ec-bytes.js';
import { generateSigningKey } from '../../src/protocol/keys.js';
import { encapsulate } from '../../src/protocol/ml-kem.js';
import {
  decodeReceivedOpen,
  decodeSentOpen,
  encodeReceivedOpen,
  encodeSentOpen,
} from '../../src/protocol/open-codec.js';
import { createOpen, receiveOpen } from '../../src/protocol/open.js';
import { openBox } from '../../src/protocol/open-box.js';
import { createPre, receivePre } from '../../src/protocol/pre.js';
import { concat, fromText } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { field } from '../../src/wire/codec.js';
import { readOpenClear, readPreClear } from '../../src/wire/open-fields.js';
import { pad } from '../../src/wire/padding.js';
import { forgeAccept, forgeOpen, forgePre, partsOf } from './support/forge.js';
import type { Runner } from './support/runner.js';
import { untouched } from './support/snapshot.js';
import { Business, day, makeContact, text, visit, wordsOf } from './support/world.js';
import type { Contact } from './support/world.js';

/** A well-formed inside of an accept by `certificate`'s device. */
async function insideOf({ ctx, open, amir }: Contact): Promise<AcceptInside> {
  return {
    certificate: amir.certificate,
    agreement: (await generateEcBytes(ctx)).publicKey,
    ciphertext: (await encapsulate(ctx, open.bundle.kem)).ciphertext,
    claim: 1,
    card: new Uint8Array(),
    ratchet: (await generateEcBytes(ctx)).publicKey,
  };
}

async function takes({ ctx, business }: Contact, frame: Bytes): Promise<boolean> {
  return (await receiveOpen(ctx, { business: business.id, inboxes: business.inboxes, frame })).ok;
}

async function accepts(contact: Contact, frame: Bytes, card = contact.card): Promise<boolean> {
  const { ctx, sent, vera, open } = contact;
  const result = await receiveAccept(ctx, { sent, bundle: vera.bundle, visitor: vera.key, card, frame });
  const copy = await readAcceptCopy(ctx, { open, card, frame });
  assert.equal(copy.ok, result.ok, 'the visitor and a colleague differ');
  return result.ok;
}

/** Open, pre and accept (PROTOCOL 5). */
export function handshakeSuite({ describe, it }: Runner, base: Context): void {
  describe('an open', () => {
    it('brings words, visitor, number, bundle and the same secrets to the team', async () => {
      const { open, sent, vera, card, openFrame } = await makeContact(base.crypto);
      assert.deepEqual(wordsOf(open.payloads), ['is it in stock?']);
      assert.equal(open.visitor.id, vera.id);
      assert.deepEqual(open.visitor.publicKey, vera.key.publicKey);
      assert.deepEqual([open.number, open.cardSeq], [sent.number, card.seq]);
      assert.deepEqual(open.bundle, vera.bundle.publicKey);
      assert.deepEqual(
        [open.openId, open.frameHash, open.secrets],
        [sent.openId, sent.frameHash, sent.secrets],
      );
      assert.deepEqual(open.openId, open.frameHash.slice(0, 16));
      assert.ok(openFrame.length < 3_000);
    });

    it('changes nothing it is given, on either side', async () => {
      const { ctx, card, vera, business, openFrame } = await makeContact(base.crypto);
      const given = {
        visitor: vera.key,
        card,
        number: 1,
        bundle: vera.bundle.publicKey,
        payloads: [text('a')],
      };
      await untouched(given, async () => createOpen(ctx, given));
      const received = { business: business.id, inboxes: business.inboxes, frame: openFrame };
      await untouched(received, async () => receiveOpen(ctx, received));
    });

    it('of an epoch not held waits and says which', async () => {
      const { ctx, business, openFrame } = await makeContact(base.crypto);
      const result = await receiveOpen(ctx, { business: business.id, inboxes: new Map(), frame: openFrame });
      assert.deepEqual(result, { ok: false, reason: 'epoch-unknown', epoch: 1 });
    });

    it('to another business, or sealed to another inbox, is refused', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, openFrame, business } = contact;
      const other = await Business.make(ctx);
      const elsewhere = await receiveOpen(ctx, {
        business: other.id,
        inboxes: business.inboxes,
        frame: openFrame,
      });
      assert.deepEqual(elsewhere, { ok: false, reason: 'refused' });
      const wrongKey = await receiveOpen(ctx, {
        business: business.id,
        inboxes: other.inboxes,
        frame: openFrame,
      });
      assert.deepEqual(wrongKey, { ok: false, reason: 'refused' });
    });

    it('by hand is taken where every part is right: the forged ones below differ in one', async () => {
      const contact = await makeContact(base.crypto);
      assert.ok(await takes(contact, await forgeOpen(contact.ctx, partsOf(contact))));
    });

    it('in somebody else’s name is refused (identity misbinding)', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx } = contact;
      const mallory = await visit(ctx);
      const parts = partsOf(contact);
      // Her id, his key; his id, her key; her id and key, his signature.
      const odd = [
        { signer: mallory.key, publicKey: mallory.key.publicKey },
        { from: mallory.id },
        { signer: mallory.key },
      ];
      for (const change of odd)
        assert.ok(!(await takes(contact, await forgeOpen(ctx, { ...parts, ...change }))));
    });

    it('whose words, bundle or number a colleague swapped is refused: they are signed', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, openFrame } = contact;
      const inbox = business.inboxes.get(1);
      const clear = readOpenClear(openFrame);
      assert.ok(inbox && clear);
      // The colleague opens the box, as he may, and seals what was inside again.
      const box = await openBox(ctx, inbox, 'open', clear.aad, clear.sealed);
      assert.ok(box);
      const signature = box.plaintext.slice(65, 129);
      const content = box.plaintext.slice(129);
      const parts = partsOf(contact);
      assert.ok(!(await takes(contact, await forgeOpen(ctx, { ...parts, stolen: { signature, content } }))));
      const mallory = await visit(ctx);
      const swapped = concat(
        content.slice(0, 8),
        mallory.bundle.publicKey.ec,
        mallory.bundle.publicKey.kem,
        content.slice(8 + 65 + 1_184),
      );
      const stolen = { signature, content: swapped };
      assert.ok(!(await takes(contact, await forgeOpen(ctx, { ...parts, stolen }))));
    });

    it('whose bundle is no key is refused, before anything is sealed to it', async () => {
      const contact = await makeContact(base.crypto);
      const parts = partsOf(contact);
      const { bundle } = parts;
      const odd = [
        { ...bundle, ec: new Uint8Array(65) },
        { ...bundle, ec: Uint8Array.of(4, ...new Uint8Array(64).fill(1)) },
        { ...bundle, kem: new Uint8Array(1_184).fill(255) },
      ];
      for (const broken of odd) {
        const frame = await forgeOpen(contact.ctx, { ...parts, bundle: broken });
        assert.ok(!(await takes(contact, frame)));
      }
    });

    it('in a box of another purpose, or cut short inside, is refused', async () => {
      const contact = await makeContact(base.crypto);
      const parts = partsOf(contact);
      assert.ok(!(await takes(contact, await forgeOpen(contact.ctx, { ...parts, purpose: 'archive' }))));
      for (const length of [0, 65, 128, 136, 200, 1_385]) {
        const plaintext = new Uint8Array(length);
        assert.ok(
          !(await takes(contact, await forgeOpen(contact.ctx, { ...parts, plaintext }))),
          `${length}`,
        );
      }
    });

    it('that is authentic is taken with whatever words: 30,000 brackets do not stop it for ever', async () => {
      const contact = await makeContact(base.crypto);
      const nested = fromText(`{"type":"text","text":${'['.repeat(15_000)}${']'.repeat(15_000)}}`);
      const padded = pad(concat(field(nested), field(new Uint8Array())));
      assert.ok(padded);
      for (const [area, type] of [
        [padded, 'unreadable'],
        [new Uint8Array(256), 'unreadable'],
        [fromText('no padding'), 'unreadable'],
        [pad(fromText('no fields')) ?? padded, 'unreadable'],
      ] as const) {
        const frame = await forgeOpen(contact.ctx, { ...partsOf(contact), padded: area });
        const { business, ctx } = contact;
        const result = await receiveOpen(ctx, { business: business.id, inboxes: business.inboxes, frame });
        assert.ok(result.ok);
        assert.deepEqual(wordsOf(result.open.payloads), [type]);
        assert.deepEqual(decodeReceivedOpen(encodeReceivedOpen(result.open)), result.open);
      }
    });

    it('with more words than a frame carries is not made', async () => {
      const { ctx, card, vera } = await makeContact(base.crypto);
      const payloads = Array.from({ length: 5 }, (_, index) => text('x'.repeat(16_000), index + 1));
      const open = { visitor: vera.key, card, number: 1, bundle: vera.bundle.publicKey, payloads };
      await assert.rejects(createOpen(ctx, open), SecureChatError);
    });

    it('comes back from the store whole, and from no odd bytes', async () => {
      const { sent, open } = await makeContact(base.crypto);
      assert.deepEqual(decodeSentOpen(encodeSentOpen(sent)), sent);
      assert.deepEqual(decodeReceivedOpen(encodeReceivedOpen(open)), open);
      const bytes = encodeSentOpen(sent);
      for (const length of bytes.keys()) assert.equal(decodeSentOpen(bytes.slice(0, length)), undefined);
      assert.equal(decodeSentOpen(concat(bytes, Uint8Array.of(0))), undefined);
      assert.equal(decodeSentOpen(Uint8Array.of(2, ...bytes.slice(1))), undefined);
      assert.equal(decodeSentOpen(Uint8Array.of(...bytes.slice(0, -1), 0)), undefined);
      const received = encodeReceivedOpen(open);
      const fixed = received.length - open.padded.length;
      for (let length = 0; length < fixed; length += 1) {
        assert.equal(decodeReceivedOpen(received.slice(0, length)), undefined);
      }
      const ids = fixed - 1_184 - 65;
      for (const index of [ids - 1, ids - 30, ids - 53]) {
        const odd = Uint8Array.from(received);
        odd[index] = 0x21;
        assert.equal(decodeReceivedOpen(odd), undefined, `${index}`);
      }
    });
  });

  describe('a pre', () => {
    it('brings the visitor’s next words to whoever holds the open', async () => {
      const { ctx, sent, vera, open } = await makeContact(base.crypto);
      const given = { sent, visitor: vera.key, n: 3, payloads: [text('hello?')] };
      const frame = await untouched(given, async () => createPre(ctx, given));
      const received = await untouched({ open, frame }, async () => receivePre(ctx, { open, frame }));
      assert.ok(received);
      assert.equal(received.n, 3);
      assert.deepEqual(wordsOf(received.payloads), ['hello?']);
    });

    it('written by a colleague, who has its key, is refused', async () => {
      const { ctx, vera, amir, open } = await makeContact(base.crypto);
      const padded = padPayloads([text('buy it')]);
      const good = await forgePre(ctx, open, { signer: vera.key, from: vera.id, padded });
      assert.ok(await receivePre(ctx, { open, frame: good }));
      const forged = await forgePre(ctx, open, { signer: amir.key, from: vera.id, padded });
      assert.equal(await receivePre(ctx, { open, frame: forged }), undefined);
      const mallory = await visit(ctx);
      const other = await forgePre(ctx, open, { signer: mallory.key, from: mallory.id, padded });
      assert.equal(await receivePre(ctx, { open, frame: other }), undefined);
      // Her own signature, under a name that is not hers: the words must not land in another conversation.
      const renamed = await forgePre(ctx, open, { signer: vera.key, from: mallory.id, padded });
      assert.equal(await receivePre(ctx, { open, frame: renamed }), undefined);
    });

    it('of another open or business, or cut short inside, is refused', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, sent, vera } = contact;
      const second = await makeContact(base.crypto);
      const frame = await createPre(ctx, { sent, visitor: vera.key, n: 0, payloads: [] });
      assert.equal(await receivePre(ctx, { open: second.open, frame }), undefined);
      const otherId = { ...open, openId: second.open.openId };
      assert.equal(await receivePre(ctx, { open: otherId, frame }), undefined);
      for (const length of [0, 63]) {
        const plaintext = new Uint8Array(length);
        const cut = await forgePre(ctx, open, {
          signer: vera.key,
          from: vera.id,
          padded: plaintext,
          plaintext,
        });
        assert.equal(await receivePre(ctx, { open, frame: cut }), undefined);
      }
    });

    it('never repeats a key, though a rolled-back store repeats its number', async () => {
      const { ctx, sent, vera } = await makeContact(base.crypto);
      const [one, two] = [
        await createPre(ctx, { sent, visitor: vera.key, n: 0, payloads: [text('one')] }),
        await createPre(ctx, { sent, visitor: vera.key, n: 0, payloads: [text('two')] }),
      ];
      assert.notDeepEqual(readPreClear(one)?.salt, readPreClear(two)?.salt);
    });
  });

  describe('an accept', () => {
    it('says who answers, to the visitor and to a colleague, and begins one session', async () => {
      const { ctx, sent, vera, amir, open, card, acceptFrame, atAmir, atVera } = await makeContact(
        base.crypto,
      );
      const given = { sent, bundle: vera.bundle, visitor: vera.key, card, frame: acceptFrame };
      const result = await untouched(given, async () => receiveAccept(ctx, given));
      assert.ok(result.ok);
      assert.deepEqual([result.device, result.name, result.member], [amir.id, 'Amir', 'amir']);
      assert.deepEqual([result.number, result.claim, result.since], [sent.number, 1, ctx.seconds()]);
      assert.equal(result.newerCard, undefined);
      assert.deepEqual(result.sid, atAmir.sid);
      const seen = { open, card, frame: acceptFrame };
      const copy = await untouched(seen, async () => readAcceptCopy(ctx, seen));
      assert.ok(copy.ok);
      assert.deepEqual([copy.device, copy.claim, copy.number], [amir.id, 1, sent.number]);
      assert.deepEqual(atAmir.transcriptHash, atVera.transcriptHash);
      assert.deepEqual([atAmir.self, atAmir.peer], [atVera.peer, atVera.self]);
    });

    it('by hand is taken where every part is right: the forged ones below differ in one', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, amir } = contact;
      const inside = await insideOf(contact);
      assert.ok(
        await accepts(contact, await forgeAccept(ctx, open, { signer: amir.key, from: amir.id, inside })),
      );
    });

    it('by a colleague in another’s name is refused (identity misbinding)', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, amir, business } = contact;
      const bea = await business.hire('Bea');
      const inside = await insideOf(contact);
      const hers = { ...inside, certificate: bea.certificate };
      const odd = [
        { signer: bea.key, from: amir.id, inside },
        { signer: bea.key, from: bea.id, inside },
        { signer: bea.key, from: amir.id, inside: hers },
        { signer: amir.key, from: bea.id, inside: hers },
      ];
      for (const parts of odd) assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, parts))));
    });

    it('to another visitor, of another open, transcript or business is refused', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, amir } = contact;
      const mallory = await visit(ctx);
      const inside = await insideOf(contact);
      const parts = { signer: amir.key, from: amir.id, inside };
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, { ...parts, to: mallory.id }))));
      const frameHash = new Uint8Array(32);
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, { ...parts, frameHash }))));
      const otherOpen = { ...open, openId: new Uint8Array(16) };
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, otherOpen, parts))));
      const otherBusiness = { ...open, business: new Uint8Array(20) };
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, otherBusiness, parts))));
    });

    it('by whoever holds only the inbox key is refused: the pinned root did not certify him', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open } = contact;
      const other = await Business.make(ctx);
      const mallory = await other.hire('Mallory');
      const inside = { ...(await insideOf(contact)), certificate: mallory.certificate };
      const parts = { signer: mallory.key, from: mallory.id, inside };
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, parts))));
      for (const certificate of ['', 'a.b.c']) {
        const odd = { ...parts, inside: { ...inside, certificate } };
        assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, odd))));
      }
    });

    it('by a removed device is refused, also where its own accept brings the card that says so', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, amir, acceptFrame, open } = contact;
      const newer = await business.remove(amir.id);
      assert.ok(!(await accepts(contact, acceptFrame, newer)));
      const { frame } = await createAccept(ctx, { open, device: amir, claim: 2, card: newer.bytes });
      assert.ok(!(await accepts(contact, frame)));
    });

    it('by a device certified before a restored root, or whose certificate ended, is refused', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, acceptFrame } = contact;
      const restored = await business.card({ certificatesFrom: ctx.seconds() + 1 });
      assert.ok(!(await accepts(contact, acceptFrame, restored)));
      assert.ok(await accepts(contact, acceptFrame));
      ctx.advance(92 * day);
      assert.ok(!(await accepts(contact, acceptFrame)));
    });

    it('brings a newer card, which counts at once; an older one is not taken up', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, card, open, amir, sent, vera } = contact;
      const bea = await business.hire('Bea');
      const newer = await business.remove(bea.id);
      const read = async (bytes: Bytes, own: typeof card) => {
        const { frame } = await createAccept(ctx, { open, device: amir, claim: 2, card: bytes });
        return receiveAccept(ctx, { sent, bundle: vera.bundle, visitor: vera.key, card: own, frame });
      };
      const up = await read(newer.bytes, card);
      assert.ok(up.ok);
      assert.equal(up.newerCard?.seq, newer.seq);
      const down = await read(card.bytes, newer);
      assert.ok(down.ok);
      assert.equal(down.newerCard, undefined);
      const alike = await read(card.bytes, card);
      assert.ok(alike.ok);
      assert.equal(alike.newerCard, undefined);
    });

    it('with a card that does not hold is refused', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, amir, business, card } = contact;
      const other = await Business.make(ctx);
      const sameSeq = await business.sign({ name: 'Other Shop' });
      for (const bytes of [await other.sign(), sameSeq, fromText('no card')]) {
        const { frame } = await createAccept(ctx, { open, device: amir, claim: 2, card: bytes });
        assert.ok(!(await accepts(contact, frame, card)));
      }
    });

    it('with keys that are none, or cut short inside, begins no session', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, open, amir, sent, vera, card } = contact;
      const inside = await insideOf(contact);
      for (const change of [{ agreement: new Uint8Array(65) }, { ratchet: new Uint8Array(65) }]) {
        const frame = await forgeAccept(ctx, open, {
          signer: amir.key,
          from: amir.id,
          inside: { ...inside, ...change },
        });
        const visitor = vera.key;
        assert.ok(!(await receiveAccept(ctx, { sent, bundle: vera.bundle, visitor, card, frame })).ok);
      }
      for (const change of [
        { ratchet: new Uint8Array(64) },
        { ratchet: new Uint8Array(66) },
        { ciphertext: new Uint8Array() },
      ]) {
        const parts = { signer: amir.key, from: amir.id, inside: { ...inside, ...change } };
        assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, parts))));
      }
    });

    it('is not made to a bundle that is no key: such an open was refused before', async () => {
      const { ctx, open, amir } = await makeContact(base.crypto);
      const broken = { ...open, bundle: { ...open.bundle, ec: new Uint8Array(65) } };
      await assert.rejects(createAccept(ctx, { open: broken, device: amir, claim: 1 }), SecureChatError);
    });

    it('gives nobody with the inbox key the session: the same open, another session each time', async () => {
      const { ctx, open, amir } = await makeContact(base.crypto);
      const one = await createAccept(ctx, { open, device: amir, claim: 1 });
      const two = await createAccept(ctx, { open, device: amir, claim: 1 });
      assert.notDeepEqual(one.session.sid, two.session.sid);
      assert.notDeepEqual(one.session.ratchet.root, two.session.ratchet.root);
    });

    it('does not begin the same session for another bundle', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, sent, card, acceptFrame, vera, atAmir } = contact;
      const mallory = await visit(ctx);
      const result = await receiveAccept(ctx, {
        sent,
        bundle: mallory.bundle,
        visitor: vera.key,
        card,
        frame: acceptFrame,
      });
      assert.ok(result.ok);
      assert.notDeepEqual(result.session.ratchet.receiving?.key, atAmir.ratchet.sending.key);
    });
  });

  describe('the root’s word on a device', () => {
    it('does not pass to a key that the certificate does not name', async () => {
      const contact = await makeContact(base.crypto);
      const { ctx, business, open, amir } = contact;
      const mallory = await generateSigningKey(ctx, { extractable: false });
      const certificate = await issueCertificate(ctx, mallory, {
        device: amir.key.publicKey,
        member: 'amir',
        name: 'Amir',
        role: 'agent',
        since: ctx.seconds(),
        until: ctx.seconds() + day,
      });
      assert.ok(business);
      const inside = { ...(await insideOf(contact)), certificate };
      const parts = { signer: amir.key, from: amir.id, inside };
      assert.ok(!(await accepts(contact, await forgeAccept(ctx, open, parts))));
    });
  });

  describe('words in a frame', () => {
    it('come back, and what cannot be cut comes back as one unreadable payload', () => {
      assert.deepEqual(readPadded(padPayloads([text('a')])), [text('a')]);
      assert.deepEqual(readPadded(padPayloads([])), []);
      const odd = fromText('odd');
      assert.deepEqual(readPadded(odd), [{ type: 'unreadable', bytes: odd }]);
    });
  });
}
