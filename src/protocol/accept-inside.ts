/** The inside of an accept (PROTOCOL 5): its fields, the transcript its device signs, and the checks of every reader. */
import { concat, fromText, toText } from '../wire/bytes.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, field, u32 } from '../wire/codec.js';
import { readAcceptClear } from '../wire/session-fields.js';
import type { PeerId } from '../wire/ids.js';
import { aeadKeyBytes, sealAead } from './aead.js';
import { openAead } from './open-aead.js';
import { verifyCard } from './card.js';
import type { VerifiedCard } from './card.js';
import { verifyCertificate } from './certificate.js';
import type { VerifiedCertificate } from './certificate.js';
import type { Context } from './context.js';
import { hash, hkdf } from './kdf.js';
import { verify } from './verify.js';
import { label } from './label.js';

/** Fields of an accept in their order. */
export interface AcceptInside {
  readonly certificate: string;
  /** `EA`: the device's key agreement for this session. */
  readonly agreement: Bytes;
  /** `ctV`: a secret for the visitor's bundle. */
  readonly ciphertext: Bytes;
  readonly claim: number;
  /** A card, or nothing. */
  readonly card: Bytes;
  /** The device's first ratchet key. */
  readonly ratchet: Bytes;
}

/** What an accept says to everybody who may read it. */
export interface AcceptNews {
  readonly device: PeerId;
  readonly member: string;
  readonly name: string;
  readonly number: number;
  readonly claim: number;
  readonly sid: Bytes;
  /** From when the device's certificate counts: a later `certificatesFrom` voids the session. */
  readonly since: number;
  /** A card above the reader's own that came inside: to be used before anything is sealed again. */
  readonly newerCard?: VerifiedCard;
}

/** An accept that holds. */
export interface OpenedAccept {
  readonly inside: AcceptInside;
  readonly certificate: VerifiedCertificate;
  readonly sid: Bytes;
  readonly transcriptHash: Bytes;
  readonly news: Omit<AcceptNews, 'number'>;
}

/** `T` behind its label: everything both sides saw, in order. */
export function transcript({
  headerBytes,
  frameHash,
  sid,
  inside,
}: {
  headerBytes: Bytes;
  frameHash: Bytes;
  sid: Bytes;
  inside: AcceptInside;
}): Bytes {
  return concat(headerBytes, frameHash, sid, encodeInside(inside));
}

/** Seals an accept for the visitor and the team. */
export async function sealAccept(
  ctx: Context,
  {
    secret,
    sid,
    aad,
    inside,
    signature,
  }: { secret: Bytes; sid: Bytes; aad: Bytes; inside: AcceptInside; signature: Bytes },
): Promise<Bytes> {
  const key = await acceptKey(ctx, secret, sid);
  return concat(aad, await sealAead(ctx, key, aad, concat(encodeInside(inside), signature)));
}

/** Opens an accept and checks card, certificate and signature, or answers `undefined`. */
export async function openAccept(
  ctx: Context,
  expected: {
    business: Bytes;
    visitor: PeerId;
    openId: Bytes;
    frameHash: Bytes;
    secret: Bytes;
    card: VerifiedCard;
    frame: Bytes;
  },
): Promise<OpenedAccept | undefined> {
  const { business, visitor, openId, frameHash, secret, frame } = expected;
  const clear = readAcceptClear(frame);
  if (!clear || !equal(clear.business, business) || !equal(clear.openId, openId)) return undefined;
  if (clear.to !== visitor) return undefined;
  const { sid, aad } = clear;
  const plaintext = await openAead(ctx, await acceptKey(ctx, secret, sid), aad, clear.sealed);
  const read = plaintext && readInside(plaintext);
  if (!read) return undefined;
  const { inside, signature } = read;
  const newest = await newestCard(ctx, expected.card, inside.card);
  if (!newest) return undefined;
  // By the card that came inside, where there is one: it may remove the very device that brings it.
  const certificate = await verifyCertificate(
    ctx,
    { ...newest, newestIssued: newest.issued },
    inside.certificate,
  );
  // A colleague can seal under this key, too: the certificate's key must be the header's, and must have signed.
  if (certificate?.device !== clear.from) return undefined;
  const signed = transcript({ headerBytes: clear.headerBytes, frameHash, sid, inside });
  if (!(await verify(ctx, certificate.publicKey, 'transcript', signed, signature))) return undefined;
  const { device, member, name, since } = certificate;
  const newer = newest === expected.card ? {} : { newerCard: newest };
  return {
    inside,
    certificate,
    sid,
    transcriptHash: await hash(ctx, concat(label('transcript'), signed)),
    news: { device, member, name, claim: inside.claim, sid, since, ...newer },
  };
}

/** The newer of the reader's card and the one inside; `undefined` where the latter does not hold. */
async function newestCard(ctx: Context, own: VerifiedCard, inside: Bytes): Promise<VerifiedCard | undefined> {
  if (inside.length === 0) return own;
  const result = await verifyCard(ctx, {
    business: own.business,
    bytes: inside,
    highestSeq: own.seq,
    knownPayloadAtSeq: own.payload,
  });
  // The reader may have fetched a newer card meanwhile: an honest device's older one is no fault.
  if (!result.ok) return result.code === 'card-rolled-back' ? own : undefined;
  return result.card.seq > own.seq ? result.card : own;
}

function encodeInside(inside: AcceptInside): Bytes {
  return concat(
    field(fromText(inside.certificate)),
    inside.agreement,
    inside.ciphertext,
    u32(inside.claim),
    field(inside.card),
    inside.ratchet,
  );
}

function readInside(plaintext: Bytes): { inside: AcceptInside; signature: Bytes } | undefined {
  const reader = new Reader(plaintext);
  const certificateBytes = reader.field();
  const agreement = reader.take(65);
  const ciphertext = reader.take(1_088);
  const claim = reader.u32();
  const card = reader.field();
  const ratchet = reader.take(65);
  const signature = reader.take(64);
  const certificate = certificateBytes && toText(certificateBytes);
  if (certificate === undefined || !agreement || !ciphertext || claim === undefined) return undefined;
  if (!card || !ratchet || !signature || !reader.isDone) return undefined;
  return { inside: { certificate, agreement, ciphertext, claim, card, ratchet }, signature };
}

async function acceptKey(ctx: Context, secret: Bytes, sid: Bytes): Promise<Bytes> {
  return hkdf(ctx, { ikm: secret, salt: sid, info: label('accept key'), length: aeadKeyBytes });
}
