/**
 * The open (PROTOCOL 5): a visitor's first words, a renewal of her bundle, or a call for somebody else. Every device
 * that holds the inbox reads it, so the visitor signs what is inside: no colleague can swap her words or her keys.
 */
import { concat } from '../wire/bytes.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, u64 } from '../wire/codec.js';
import { encodeHeader } from '../wire/frame.js';
import { encodeOpenClear, readOpenClear } from '../wire/open-fields.js';
import type { BusinessId, ConversationId, PeerId } from '../wire/ids.js';
import type { Payload, ReceivedPayload } from '../wire/payload/payload.js';
import { isBoxPublicKey, sealBox } from './box.js';
import type { VerifiedCard } from './card.js';
import { padPayloads } from './content.js';
import { openBox } from './open-box.js';
import { readPadded } from './read-padded.js';
import type { Context } from './context.js';
import { businessBytes, conversationId, peerId } from './ids.js';
import { hash } from './kdf.js';
import { sign } from './keys.js';
import { verify } from './verify.js';
import type { BoxKey, BoxPublicKey, SigningKey } from './keys.js';

/** Secrets that the visitor and every holder of the inbox share through one open. */
export interface OpenSecrets {
  readonly session: Bytes;
  readonly accept: Bytes;
  readonly pre: Bytes;
}

/** What the visitor keeps of an open until it is accepted. */
export interface SentOpen {
  readonly business: Bytes;
  readonly visitor: PeerId;
  readonly openId: Bytes;
  readonly frameHash: Bytes;
  readonly number: number;
  readonly cardSeq: number;
  readonly secrets: OpenSecrets;
}

/** Who opened. */
export interface OpenVisitor {
  readonly publicKey: Bytes;
  readonly id: PeerId;
  readonly conversation: ConversationId;
}

/** What a device keeps of an open. */
export interface ReceivedOpen {
  readonly business: Bytes;
  readonly visitor: OpenVisitor;
  readonly openId: Bytes;
  readonly frameHash: Bytes;
  readonly number: number;
  readonly cardSeq: number;
  readonly bundle: BoxPublicKey;
  readonly secrets: OpenSecrets;
  /** The words in it, as they were padded: a later version may read more of them. */
  readonly padded: Bytes;
  readonly payloads: readonly ReceivedPayload[];
}

/** An open, or why there is none: one sealed to an inbox not held yet waits, it is not dropped. */
export type ReceiveOpenResult =
  | { readonly ok: true; readonly open: ReceivedOpen }
  | { readonly ok: false; readonly reason: 'epoch-unknown'; readonly epoch: number }
  | { readonly ok: false; readonly reason: 'refused' };

/** Seals an open to the inbox of the newest verified card. */
export async function createOpen(
  ctx: Context,
  {
    visitor,
    card,
    number,
    bundle,
    payloads,
  }: {
    visitor: SigningKey;
    card: VerifiedCard;
    /** Max(last + 1, unix seconds): `nextOrdinal`. */
    number: number;
    bundle: BoxPublicKey;
    payloads: readonly Payload[];
  },
): Promise<{ frame: Bytes; sent: SentOpen }> {
  const business = businessBytes(card.business);
  const from = await peerId(ctx, 'v', visitor.publicKey);
  const aad = concat(
    encodeHeader({ kind: 'open', business, from, to: undefined }),
    encodeOpenClear({ epoch: card.inbox.epoch, cardSeq: card.seq }),
  );
  const box = await sealBox(ctx, card.inbox.publicKey, 'open');
  const content = concat(u64(number), bundle.ec, bundle.kem, padPayloads(payloads));
  const signature = await sign(ctx, visitor, 'open', concat(aad, box.enc, box.ct, content));
  const [sealed, secrets] = await Promise.all([
    box.finish(aad, concat(visitor.publicKey, signature, content)),
    exportSecrets(box),
  ]);
  const frame = concat(aad, sealed);
  const frameHash = await hash(ctx, frame);
  const openId = frameHash.slice(0, 16);
  return { frame, sent: { business, visitor: from, openId, frameHash, number, cardSeq: card.seq, secrets } };
}

/** Opens an open with one of the inboxes held. */
export async function receiveOpen(
  ctx: Context,
  { business, inboxes, frame }: { business: BusinessId; inboxes: ReadonlyMap<number, BoxKey>; frame: Bytes },
): Promise<ReceiveOpenResult> {
  const refused = { ok: false, reason: 'refused' } as const;
  const clear = readOpenClear(frame);
  if (!clear || !equal(clear.business, businessBytes(business))) return refused;
  const inbox = inboxes.get(clear.epoch);
  if (!inbox) return { ok: false, reason: 'epoch-unknown', epoch: clear.epoch };
  const box = await openBox(ctx, inbox, 'open', clear.aad, clear.sealed);
  const inside = box && readInside(box.plaintext);
  if (!inside) return refused;
  const { publicKey, signature, content, number, bundle, padded } = inside;
  // The key that signs is the one the header names: else words could be put into somebody else's mouth.
  if ((await peerId(ctx, 'v', publicKey)) !== clear.from) return refused;
  const signed = concat(clear.aad, box.enc, box.ct, content);
  if (!(await verify(ctx, publicKey, 'open', signed, signature))) return refused;
  if (!(await isBoxPublicKey(ctx, bundle))) return refused;
  const [frameHash, conversation, secrets] = await Promise.all([
    hash(ctx, frame),
    conversationId(ctx, clear.business, publicKey),
    exportSecrets(box),
  ]);
  const open: ReceivedOpen = {
    business: clear.business,
    visitor: { publicKey, id: clear.from, conversation },
    openId: frameHash.slice(0, 16),
    frameHash,
    number,
    cardSeq: clear.cardSeq,
    bundle,
    secrets,
    padded,
    payloads: readPadded(padded),
  };
  return { ok: true, open };
}

interface Inside {
  readonly publicKey: Bytes;
  readonly signature: Bytes;
  readonly content: Bytes;
  readonly number: number;
  readonly bundle: BoxPublicKey;
  readonly padded: Bytes;
}

function readInside(plaintext: Bytes): Inside | undefined {
  const reader = new Reader(plaintext);
  const publicKey = reader.take(65);
  const signature = reader.take(64);
  const content = plaintext.slice(reader.offset);
  const number = reader.u64();
  const ec = reader.take(65);
  const kem = reader.take(1_184);
  const padded = reader.rest();
  if (!publicKey || !signature || number === undefined || !ec || !kem || !padded) return undefined;
  return { publicKey, signature, content, number, bundle: { ec, kem }, padded };
}

async function exportSecrets(box: { export(name: string): Promise<Bytes> }): Promise<OpenSecrets> {
  const [session, accept, pre] = await Promise.all([
    box.export('session'),
    box.export('accept'),
    box.export('pre'),
  ]);
  return { session, accept, pre };
}
