/** What a node, or whoever it works with, makes of the root's words (PROTOCOL 3). */
import { issueAccess, verifyAccess } from '../../../src/protocol/access.js';
import { issueCard, verifyCard } from '../../../src/protocol/card.js';
import type { CardFields } from '../../../src/protocol/card.js';
import { issueCertificate, verifyCertificate } from '../../../src/protocol/certificate.js';
import { createForget, verifyForget } from '../../../src/protocol/forget.js';
import { issueStatement, readStatement } from '../../../src/protocol/jws.js';
import { generateBoxKey, generateSigningKey, sign, signBytes } from '../../../src/protocol/keys.js';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.js';
import { concat, fromText, toText } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { u64 } from '../../../src/wire/codec.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import { isAccessStatement } from '../../../src/wire/statements/team.js';
import { Business, cardFields, day, makeClock, visit } from '../../protocol/support/world.js';
import type { Attack } from '../attack.js';

const crypto = globalThis.crypto;
const closed = { extractable: false };

/** Whether a visitor who pinned `business` takes a card. */
async function takes(
  business: Business,
  bytes: Bytes,
  memory: { highestSeq: number; knownPayloadAtSeq?: string } = { highestSeq: 0 },
): Promise<boolean> {
  return (await verifyCard(business.ctx, { business: business.id, bytes, ...memory })).ok;
}

/** A card as the root would sign it, but for what is given. */
async function cardOf(business: Business, changes: Partial<CardFields>): Promise<Bytes> {
  return business.sign(changes);
}

/** A card of the node's own root, that says it is the pinned business's. */
export const ownRoot: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const root = await generateSigningKey(ctx, closed);
  const inbox = await generateBoxKey(ctx, { extractable: true });
  const honest = toText((await issueCard(ctx, root, cardFields(ctx, inbox))).slice(65)) ?? '';
  const payload = toText(fromBase64url(honest.split('.')[1] ?? '') ?? new Uint8Array()) ?? '';
  const statement = { ...(JSON.parse(payload) as object), business: business.id };
  const jws = await issueStatement(ctx, root, 'secure-chat-card', statement);
  return takes(business, concat(root.publicKey, fromText(jws)));
};

/** The pinned root's card with the node's own inbox in it, signed by the node. */
export const ownInbox: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const node = await generateSigningKey(ctx, closed);
  const inbox = await generateBoxKey(ctx, { extractable: true });
  const forger = { publicKey: business.root.publicKey, key: node.key };
  return takes(business, await issueCard(ctx, forger, cardFields(ctx, inbox)));
};

/** A card from before, when a later one was seen: it brings a removed device back. */
export const rolledBack: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const old = await business.sign();
  const bea = await business.hire('Bea');
  const { seq } = await business.remove(bea.id);
  return takes(business, old, { highestSeq: seq });
};

/** Another card of the same number, as a root restored from a backup could sign by mistake. */
export const sameSeq: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const { seq, payload } = await business.card();
  const other = await cardOf(business, { name: 'Other Shop' });
  return takes(business, other, { highestSeq: seq, knownPayloadAtSeq: payload });
};

/** A card whose end is past, to a browser that saw no other. */
export const expired: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const card = await business.sign();
  ctx.advance(92 * day);
  return takes(business, card);
};

/** A card that was once signed on a desk whose clock ran far ahead: it would stand above every later one. */
export const farFuture: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const seq = business.ctx.seconds() + 8 * day;
  return takes(business, await cardOf(business, { seq }));
};

/** The same by its time of issue. */
export const issuedAhead: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const issued = business.ctx.seconds() + 8 * day;
  return takes(business, await cardOf(business, { issued, expires: issued + 90 * day }));
};

/** A statement with one key twice: two readers take two things from one signature. */
export const twoReadings: Attack = async () => {
  const ctx = makeClock(crypto);
  const root = await generateSigningKey(ctx, closed);
  const good = await issueAccess(ctx, root, { seq: 1, devices: [] });
  const [head = ''] = good.split('.');
  const signed = `${head}.${toBase64url(fromText('{"v":1,"seq":9,"seq":1,"devices":[]}'))}`;
  const jws = `${signed}.${toBase64url(await signBytes(ctx, root, fromText(signed)))}`;
  return (await verifyAccess(ctx, root.publicKey, jws)) !== undefined;
};

/** A statement of one kind where another is asked for. */
export const otherKind: Attack = async () => {
  const ctx = makeClock(crypto);
  const root = await generateSigningKey(ctx, closed);
  const jws = await issueAccess(ctx, root, { seq: 1, devices: [] });
  const read = await readStatement(ctx, root.publicKey, 'secure-chat-roster', isAccessStatement, jws);
  return read !== undefined;
};

/** Whether a certificate holds under the business's newest card. */
async function certifies(business: Business, certificate: string, changes: object = {}): Promise<boolean> {
  const card = await business.card();
  const rules = { ...card, newestIssued: card.issued, ...changes };
  return (await verifyCertificate(business.ctx, rules, certificate)) !== undefined;
}

/** A certificate that a device signs for itself. */
export const selfSigned: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const { key } = await generateSigningKey(ctx, closed);
  const device = await generateSigningKey(ctx, closed);
  const forger = { publicKey: business.root.publicKey, key };
  const fields = { member: 'm', name: 'M', role: 'agent', since: ctx.seconds() } as const;
  const until = ctx.seconds() + day;
  return certifies(
    business,
    await issueCertificate(ctx, forger, { ...fields, until, device: device.publicKey }),
  );
};

/** A device whose certificate ended. */
export const endedCertificate: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const { certificate } = await business.hire('Bea', { until: ctx.seconds() });
  ctx.advance(2 * day);
  return certifies(business, certificate);
};

/** The same to a reader whose clock stands still: the newest card's time counts, too. */
export const stoppedClock: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = await Business.make(ctx);
  const { certificate } = await business.hire('Bea', { until: ctx.seconds() });
  return certifies(business, certificate, { newestIssued: ctx.seconds() + 2 * day });
};

/** A removed device. */
export const removedDevice: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const { certificate, id } = await business.hire('Bea');
  return certifies(business, certificate, { revoked: new Set([id]) });
};

/** A device from before the root was restored. */
export const beforeRestore: Attack = async () => {
  const business = await Business.make(makeClock(crypto));
  const { certificate } = await business.hire('Bea');
  return certifies(business, certificate, { certificatesFrom: business.ctx.seconds() + 1 });
};

/** A stranger orders to erase somebody else's conversation, with his own key under her name. */
export const forgetOfAnother: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = new Uint8Array(20).fill(9);
  const [vera, mallory] = [await visit(ctx), await visit(ctx)];
  const time = u64(ctx.seconds());
  const header = encodeHeader({ kind: 'forget', business, from: vera.id, to: undefined });
  const key = mallory.key.publicKey;
  const signature = await sign(ctx, mallory.key, 'forget', concat(business, key, time));
  return (await verifyForget(ctx, { business, frame: concat(header, time, key, signature) })) !== undefined;
};

/** The same with her key and his signature. */
export const forgetUnsigned: Attack = async () => {
  const ctx = makeClock(crypto);
  const business = new Uint8Array(20).fill(9);
  const [vera, mallory] = [await visit(ctx), await visit(ctx)];
  const forger = { publicKey: vera.key.publicKey, key: mallory.key.key };
  const frame = await createForget(ctx, { visitor: forger, business });
  return (await verifyForget(ctx, { business, frame })) !== undefined;
};
