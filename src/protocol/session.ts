/** A session between one visitor and one device (PROTOCOL 5, 6): what was agreed at its start, and its ratchet. */
import { concat } from '../wire/bytes.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import { encodeHeader } from '../wire/frame.js';
import { encodeMessageClear, readMessageClear } from '../wire/session-fields.js';
import type { PeerId } from '../wire/ids.js';
import type { Payload, ReceivedPayload } from '../wire/payload/payload.js';
import { aeadKeyBytes, sealAead } from './aead.js';
import { openAead } from './open-aead.js';
import { padPayloads } from './content.js';
import { readPadded } from './read-padded.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { hkdf } from './kdf.js';
import type { EcBytes } from './ec-bytes.js';
import { label } from './label.js';
import { nextKey, receive, startReceiving, startSending } from './ratchet.js';
import type { Ratchet } from './ratchet.js';

/** Plain data, never changed in place: store the new one before what it made leaves. */
export interface Session {
  /** 16 bytes. */
  readonly sid: Bytes;
  /** The business's fingerprint, 20 bytes. */
  readonly business: Bytes;
  readonly self: PeerId;
  readonly peer: PeerId;
  /** H(T) of the accept that began it, 32 bytes: every frame is bound to it. */
  readonly transcriptHash: Bytes;
  readonly ratchet: Ratchet;
  /** When the peer's last authentic frame came, in milliseconds; 0 before the first. */
  readonly heardAt: number;
  /** Transient frames sealed since then. */
  readonly transients: number;
}

/** What both ends agreed on. */
export type SessionStart = Omit<Session, 'ratchet' | 'heardAt' | 'transients'> & {
  /** 32 bytes. */
  readonly root: Bytes;
};

/** How a frame is sent: a transient one is not stored, and may be lost. */
export interface SealOptions {
  readonly transient?: boolean;
}

/** The answer to a frame. A gap that is too wide is only what the frame says, unproven: it is worth a new open, no more. */
export type OpenedMessage =
  | { readonly ok: true; readonly session: Session; readonly payloads: readonly ReceivedPayload[] }
  | { readonly ok: false; readonly reason: 'refused' | 'gap-too-wide' };

const transientWindowMs = 60_000;
const maxTransients = 256;

/** The device's end: it may write at once. `undefined` where the visitor's key is none. */
export async function startAsDevice(
  ctx: Context,
  { root, visitorE, ratchet: own, ...agreed }: SessionStart & { visitorE: Bytes; ratchet: EcBytes },
): Promise<Session | undefined> {
  const ratchet = await startSending(ctx, { root, own, peer: visitorE });
  return ratchet && { ...agreed, ratchet, heardAt: 0, transients: 0 };
}

/** The visitor's end: it answers with a fresh key, and the bundle's is not needed again. `undefined` where the device's key is none. */
export async function startAsVisitor(
  ctx: Context,
  {
    root,
    bundleKey,
    deviceRatchet,
    ...agreed
  }: SessionStart & { bundleKey: CryptoKeyPair; deviceRatchet: Bytes },
): Promise<Session | undefined> {
  const ratchet = await startReceiving(ctx, { root, known: bundleKey.privateKey, peer: deviceRatchet });
  return ratchet && { ...agreed, ratchet, heardAt: Math.floor(ctx.now()), transients: 0 };
}

/** Seals payloads into a frame. More than a frame can carry is the caller's mistake and throws `frame-too-large`. */
export async function sealMessage(
  ctx: Context,
  session: Session,
  payloads: readonly Payload[],
  { transient = false }: SealOptions = {},
): Promise<{ session: Session; frame: Bytes }> {
  const padded = padPayloads(payloads);
  const { ratchet, key, header } = await nextKey(ctx, session.ratchet);
  // Fresh for each frame: a store that was rolled back seals another text with the same message key (PROTOCOL 6).
  const salt = random(ctx, 16);
  const clear = concat(
    encodeHeader({ kind: 'message', business: session.business, from: session.self, to: session.peer }),
    encodeMessageClear({ sid: session.sid, ...header, salt }),
  );
  const aad = concat(clear, session.transcriptHash);
  const sealed = await sealAead(ctx, await frameKey(ctx, key, salt), aad, padded);
  const transients = session.transients + (transient ? 1 : 0);
  return { session: { ...session, ratchet, transients }, frame: concat(clear, sealed) };
}

/** Whether a transient frame may go out now: lost ones, to a peer who is away, would use up the gap (PROTOCOL 6). */
export function mayBeTransient(ctx: Context, session: Session): boolean {
  return ctx.now() - session.heardAt <= transientWindowMs && session.transients < maxTransients;
}

/** Opens a frame of this session. What fails changes nothing. */
export async function openMessage(ctx: Context, session: Session, frame: Uint8Array): Promise<OpenedMessage> {
  const refused = { ok: false, reason: 'refused' } as const;
  const clear = readMessageClear(frame);
  if (!clear || !isOfSession(session, clear)) return refused;
  const reception = await receive(ctx, session.ratchet, clear);
  if (typeof reception === 'string') return { ok: false, reason: reception };
  const aad = concat(clear.aad, session.transcriptHash);
  const padded = await openAead(ctx, await frameKey(ctx, reception.key, clear.salt), aad, clear.sealed);
  if (!padded) return refused;
  const ratchet = await reception.commit();
  const heard = { ...session, ratchet, heardAt: Math.floor(ctx.now()), transients: 0 };
  return { ok: true, session: heard, payloads: readPadded(padded) };
}

function isOfSession(
  session: Session,
  clear: {
    readonly business: Bytes;
    readonly from: PeerId;
    readonly to: PeerId | undefined;
    readonly sid: Bytes;
  },
): boolean {
  return (
    clear.from === session.peer &&
    clear.to === session.self &&
    equal(clear.sid, session.sid) &&
    equal(clear.business, session.business)
  );
}

async function frameKey(ctx: Context, ikm: Bytes, salt: Bytes): Promise<Bytes> {
  return hkdf(ctx, { ikm, salt, info: label('message'), length: aeadKeyBytes });
}
