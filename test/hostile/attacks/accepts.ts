/** A hostile colleague on accepts, sessions and claims (PROTOCOL 5). */
import { createAccept, readAcceptCopy, receiveAccept } from '../../../src/protocol/accept.js';
import { openAccept, sealAccept } from '../../../src/protocol/accept-inside.js';
import type { AcceptInside } from '../../../src/protocol/accept-inside.js';
import { openAead } from '../../../src/protocol/open-aead.js';
import { outranks, nextClaim } from '../../../src/protocol/claim.js';
import { generateEcBytes } from '../../../src/protocol/ec-bytes.js';
import { hkdf, hmac, macKey } from '../../../src/protocol/kdf.js';
import { label } from '../../../src/protocol/label.js';
import { encapsulate } from '../../../src/protocol/ml-kem.js';
import { createOpen, receiveOpen } from '../../../src/protocol/open.js';
import { sealMessage } from '../../../src/protocol/session.js';
import { concat } from '../../../src/wire/bytes.js';
import { equal } from '../../../src/wire/equal.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { encodeAcceptClear, readMessageClear } from '../../../src/wire/session-fields.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import { forgeAccept } from '../../protocol/support/forge.js';
import { Business, makeContact, text } from '../../protocol/support/world.js';
import type { Contact, Device } from '../../protocol/support/world.js';
import type { Attack } from '../attack.js';

const contactOf = async (): Promise<Contact> => makeContact(globalThis.crypto);

async function insideOf({ ctx, open }: Contact, { certificate }: Device): Promise<AcceptInside> {
  return {
    certificate,
    agreement: (await generateEcBytes(ctx)).publicKey,
    ciphertext: (await encapsulate(ctx, open.bundle.kem)).ciphertext,
    claim: 2,
    card: new Uint8Array(),
    ratchet: (await generateEcBytes(ctx)).publicKey,
  };
}

async function accepts(contact: Contact, frame: Bytes): Promise<boolean> {
  const { ctx, sent, vera, card } = contact;
  return (await receiveAccept(ctx, { sent, bundle: vera.bundle, visitor: vera.key, card, frame })).ok;
}

/** Bea accepts in Amir's name: his certificate, her signature. */
export const posedAccept: Attack = async () => {
  const contact = await contactOf();
  const bea = await contact.business.hire('Bea');
  const inside = await insideOf(contact, contact.amir);
  const parts = { signer: bea.key, from: contact.amir.id, inside };
  return accepts(contact, await forgeAccept(contact.ctx, contact.open, parts));
};

/** Bea accepts with her own certificate under Amir's id. */
export const renamedAccept: Attack = async () => {
  const contact = await contactOf();
  const bea = await contact.business.hire('Bea');
  const inside = await insideOf(contact, bea);
  const parts = { signer: bea.key, from: contact.amir.id, inside };
  return accepts(contact, await forgeAccept(contact.ctx, contact.open, parts));
};

/** Somebody whom another root certified, and who has the inbox key. */
export const strangersAccept: Attack = async () => {
  const contact = await contactOf();
  const mallory = await (await Business.make(contact.ctx)).hire('Mallory');
  const parts = { signer: mallory.key, from: mallory.id, inside: await insideOf(contact, mallory) };
  return accepts(contact, await forgeAccept(contact.ctx, contact.open, parts));
};

/** A removed device accepts, and itself brings the card that removes it. */
export const removedAccept: Attack = async () => {
  const contact = await contactOf();
  const { ctx, open, amir, business } = contact;
  const newer = await business.remove(amir.id);
  const { frame } = await createAccept(ctx, { open, device: amir, claim: 2, card: newer.bytes });
  return accepts(contact, frame);
};

/** Amir's accept as Bea opens it: all of it lies open to the team but the session. */
async function amirsAccept({ ctx, open, card, acceptFrame }: Contact) {
  const { business, openId, frameHash, visitor, secrets } = open;
  const given = { business, visitor: visitor.id, openId, frameHash, secret: secrets.accept };
  const opened = await openAccept(ctx, { ...given, card, frame: acceptFrame });
  const aad = acceptFrame.slice(0, 76 + 32);
  const sid = acceptFrame.slice(92, 108);
  const info = label('accept key');
  const key = await hkdf(ctx, { ikm: secrets.accept, salt: sid, info, length: 44 });
  const plaintext = await openAead(ctx, key, aad, acceptFrame.slice(108));
  if (!opened || !plaintext) throw new Error('a colleague cannot even open the accept');
  return { opened, sid, signature: plaintext.slice(-64) };
}

/** Bea takes Amir's signature and puts her own keys beside it: she would talk in his name. */
export const swappedKeys: Attack = async () => {
  const contact = await contactOf();
  const { ctx, open, amir } = contact;
  const { opened, sid, signature } = await amirsAccept(contact);
  const headerBytes = encodeHeader({
    kind: 'accept',
    business: open.business,
    from: amir.id,
    to: open.visitor.id,
  });
  const aad = concat(headerBytes, encodeAcceptClear({ openId: open.openId, sid }));
  const inside = { ...opened.inside, agreement: (await generateEcBytes(ctx)).publicKey };
  const secret = open.secrets.accept;
  return accepts(contact, await sealAccept(ctx, { secret, sid, aad, inside, signature }));
};

/** Bea moves Amir's accept to a later open of Vera's that he never answered. */
export const movedAccept: Attack = async () => {
  const contact = await contactOf();
  const { ctx, vera, card, business, amir } = contact;
  const { opened, sid, signature } = await amirsAccept(contact);
  const later = await createOpen(ctx, {
    visitor: vera.key,
    card,
    number: contact.sent.number + 1,
    bundle: vera.bundle.publicKey,
    payloads: [],
  });
  const received = await receiveOpen(ctx, {
    business: business.id,
    inboxes: business.inboxes,
    frame: later.frame,
  });
  if (!received.ok) return false;
  const { open } = received;
  const to = open.visitor.id;
  const headerBytes = encodeHeader({ kind: 'accept', business: open.business, from: amir.id, to });
  const aad = concat(headerBytes, encodeAcceptClear({ openId: open.openId, sid }));
  const { inside } = opened;
  const frame = await sealAccept(ctx, { secret: open.secrets.accept, sid, aad, inside, signature });
  return accepts({ ...contact, sent: later.sent }, frame);
};

/** Bea reads what Amir writes after his accept, by all that a colleague holds. */
export const readSession: Attack = async () => {
  const contact = await contactOf();
  const { ctx, open, atAmir } = contact;
  const { opened } = await amirsAccept(contact);
  const { frame } = await sealMessage(ctx, atAmir, [text('for Vera only')]);
  const clear = readMessageClear(frame);
  if (!clear) return false;
  const { session } = open.secrets;
  const info = concat(label('root'), opened.transcriptHash);
  const root = await hkdf(ctx, { ikm: session, salt: session, info, length: 32 });
  const nothing = new Uint8Array(32);
  const turned = await hkdf(ctx, { ikm: nothing, salt: root, info: label('ratchet'), length: 64 });
  const chain = await hmac(ctx, await macKey(ctx, turned.slice(32)), Uint8Array.of(1));
  const key = await hkdf(ctx, { ikm: chain, salt: clear.salt, info: label('message'), length: 44 });
  const aad = concat(clear.aad, opened.transcriptHash);
  return (await openAead(ctx, key, aad, clear.sealed)) !== undefined;
};

/** A removed colleague claims a conversation that nobody holds. */
export const removedClaim: Attack = async () => {
  const { amir } = await contactOf();
  return outranks({ number: 1, claim: 1, device: amir.id }, undefined, new Set([amir.id]));
};

/** A removed colleague keeps a conversation by the last claim there is. */
export const removedHolder: Attack = async () => {
  const { amir, business } = await contactOf();
  const bea = await business.hire('Bea');
  const holder = { number: 1, claim: 0xffff_ffff, device: bea.id };
  return !outranks({ number: 1, claim: 1, device: amir.id }, holder, new Set([bea.id]));
};

/** The last claim: whoever counted on would wrap around, and believe to hold what he lost. */
export const lastClaim: Attack = async () => Promise.resolve(nextClaim(0xffff_ffff) !== undefined);

/** An older open of Vera's, passed on late: its bundle must not be answered in place of the newest. */
export const lowerNumber: Attack = async () => {
  const { amir, business } = await contactOf();
  const bea = await business.hire('Bea');
  const newest = { number: 2, claim: 1, device: amir.id };
  return outranks({ number: 1, claim: 0xffff_ffff, device: bea.id }, newest, new Set());
};

/** A colleague is told by a copy that somebody answered who did not. */
export const posedCopy: Attack = async () => {
  const contact = await contactOf();
  const { ctx, open, card, amir } = contact;
  const bea = await contact.business.hire('Bea');
  const inside = await insideOf(contact, amir);
  const frame = await forgeAccept(ctx, open, { signer: bea.key, from: amir.id, inside });
  const copy = await readAcceptCopy(ctx, { open, card, frame });
  return copy.ok && equal(copy.sid, frame.slice(92, 108));
};
