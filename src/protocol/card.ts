/** The business's public card (PROTOCOL 3): what a visitor trusts, and from when until when. */
import type { ErrorCode } from '../errors.js';
import { toBase64url } from '../wire/base64url.js';
import { concat, fromText, toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import { isCardStatement } from '../wire/statements/card.js';
import type { CardStatement } from '../wire/statements/card.js';
import { readBox } from '../wire/statements/common.js';
import { isBoxPublicKey } from './box.js';
import { nextOrdinal, unixSeconds } from './context.js';
import type { Context } from './context.js';
import { businessId } from './ids.js';
import { issueStatement, readStatement } from './jws.js';
import type { BoxPublicKey, SigningKey } from './keys.js';

/** A card whose signature holds under the pinned fingerprint. */
export interface VerifiedCard extends Omit<CardStatement, 'v' | 'inbox' | 'revoked'> {
  /** The root's public key. */
  readonly root: Bytes;
  readonly inbox: { readonly epoch: number; readonly publicKey: BoxPublicKey };
  readonly revoked: ReadonlySet<PeerId>;
  /** The signed JSON text: another one of the same `seq` is refused. */
  readonly payload: string;
  /** The card as it travels. */
  readonly bytes: Bytes;
}

/** Why a card is refused. */
export type CardFault = Extract<
  ErrorCode,
  'business-mismatch' | 'card-invalid' | 'card-expired' | 'card-rolled-back'
>;

/** A verified card, or why there is none. */
export type CardResult =
  { readonly ok: true; readonly card: VerifiedCard } | { readonly ok: false; readonly code: CardFault };

/** What the owner's desk decides of a card. */
export type CardFields = Omit<CardStatement, 'v' | 'business' | 'inbox'> & {
  readonly inbox: { readonly epoch: number; readonly publicKey: BoxPublicKey };
};

/** What a reader knew before. */
export interface CardMemory {
  /** Highest `seq` seen, 0 at first. */
  readonly highestSeq: number;
  /** The payload seen at that `seq`. */
  readonly knownPayloadAtSeq?: string | undefined;
}

const daySeconds = 86_400;
const clockToleranceSeconds = daySeconds;
const longestLifeSeconds = 90 * daySeconds;
const farthestAheadSeconds = 7 * daySeconds;
/** A card is about 2.5 KB; it travels inside an accept, which is a frame. */
const maxCardBytes = 32_768;

/** Signs a card: `R(65) || JWS`. */
export async function issueCard(ctx: Context, root: SigningKey, fields: CardFields): Promise<Bytes> {
  const statement: CardStatement = {
    v: 1,
    business: (await businessId(ctx, root.publicKey)).text,
    seq: fields.seq,
    issued: fields.issued,
    expires: fields.expires,
    name: fields.name,
    inbox: {
      epoch: fields.inbox.epoch,
      ec: toBase64url(fields.inbox.publicKey.ec),
      kem: toBase64url(fields.inbox.publicKey.kem),
    },
    revoked: fields.revoked,
    certificatesFrom: fields.certificatesFrom,
    siteKeys: fields.siteKeys,
    origins: fields.origins,
    policy: fields.policy,
    words: fields.words,
    hours: fields.hours,
  };
  return concat(root.publicKey, fromText(await issueStatement(ctx, root, 'secure-chat-card', statement)));
}

/** The `seq` of the next card; a desk whose previous one is far ahead of the time restarts at it (PROTOCOL 3). */
export function nextSeq(ctx: Context, previous: number): number {
  const now = unixSeconds(ctx);
  return previous > now + farthestAheadSeconds ? now : nextOrdinal(ctx, previous);
}

/** Whether a card is the pinned business's, whole, and valid now by the reader's own clock. */
export async function verifyCard(
  ctx: Context,
  { business, bytes, highestSeq, knownPayloadAtSeq }: CardMemory & { business: BusinessId; bytes: Bytes },
): Promise<CardResult> {
  const read = await readCard(ctx, { business, bytes });
  if (!read.ok) return read;
  const { card } = read;
  const now = unixSeconds(ctx);
  if (!isCardAlive(ctx, card)) return { ok: false, code: 'card-expired' };
  if (card.expires - card.issued > longestLifeSeconds) return { ok: false, code: 'card-invalid' };
  // A card from the far future would outlive every later one.
  if (card.issued > now + farthestAheadSeconds) return { ok: false, code: 'card-invalid' };
  if (card.seq > now + farthestAheadSeconds) return { ok: false, code: 'card-invalid' };
  if (card.seq < highestSeq) return { ok: false, code: 'card-rolled-back' };
  const isOther = knownPayloadAtSeq !== undefined && knownPayloadAtSeq !== card.payload;
  if (card.seq === highestSeq && isOther) return { ok: false, code: 'card-invalid' };
  return { ok: true, card };
}

/** Whether a card's end is ahead by the reader's own clock, with a day for a wrong one. */
export function isCardAlive(ctx: Context, { expires }: Pick<VerifiedCard, 'expires'>): boolean {
  return expires + clockToleranceSeconds >= unixSeconds(ctx);
}

/** Whether a card is the business's and whole, whenever it was valid: enough for a card that introduced an old inbox. */
export async function readCard(
  ctx: Context,
  { business, bytes }: { business: BusinessId; bytes: Bytes },
): Promise<CardResult> {
  const invalid = { ok: false, code: 'card-invalid' } as const;
  const root = bytes.slice(0, 65);
  const jws = toText(bytes.subarray(65));
  if (bytes.length > maxCardBytes || jws === undefined) return invalid;
  if ((await businessId(ctx, root)).text !== business) return { ok: false, code: 'business-mismatch' };
  const signed = await readStatement(ctx, root, 'secure-chat-card', isCardStatement, jws);
  if (signed?.statement.business !== business) return invalid;
  const { inbox, revoked, ...rest } = withoutVersion(signed.statement);
  const publicKey = readBox(inbox);
  if (!publicKey || !(await isBoxPublicKey(ctx, publicKey))) return invalid;
  const card: VerifiedCard = {
    ...rest,
    root,
    inbox: { epoch: inbox.epoch, publicKey },
    revoked: new Set(revoked),
    payload: signed.payload,
    bytes: Uint8Array.from(bytes),
  };
  return { ok: true, card };
}

function withoutVersion({ v: _, ...rest }: CardStatement): Omit<CardStatement, 'v'> {
  return rest;
}
