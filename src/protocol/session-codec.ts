/** A session as bytes, for sealing at rest: versioned, and read exactly to its end. */
import { concat, fromText, toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, u32, u64 } from '../wire/codec.js';
import { isPeerId } from '../wire/ids.js';
import type { PeerId } from '../wire/ids.js';
import type { Context } from './context.js';
import { diffieHellman, importEcBytes } from './ec-bytes.js';
import type { EcBytes } from './ec-bytes.js';
import type { Chain } from './ratchet.js';
import type { Session } from './session.js';
import { freshSkipped, maxSkippedPerSession } from './skipped-keys.js';
import type { SkippedKey } from './skipped-keys.js';

const version = 1;

/** Bytes of a session; keys that ended are left out. */
export function encodeSession(ctx: Context, session: Session): Bytes {
  const { ratchet } = session;
  const skipped = freshSkipped(ctx, ratchet.skipped);
  return concat(
    Uint8Array.of(version),
    session.sid,
    session.business,
    fromText(session.self),
    fromText(session.peer),
    session.transcriptHash,
    u64(session.heardAt),
    u32(session.transients),
    ratchet.root,
    ratchet.own.publicKey,
    ratchet.own.secret,
    ratchet.peer,
    encodeChain(ratchet.sending),
    u32(ratchet.previous),
    Uint8Array.of(ratchet.receiving ? 1 : 0),
    ratchet.receiving ? encodeChain(ratchet.receiving) : new Uint8Array(0),
    u32(skipped.length),
    ...skipped.map(one => concat(one.ratchet, u32(one.n), one.key, u64(one.at))),
  );
}

/** The session in bytes; `undefined` for another version or anything odd. */
export async function decodeSession(ctx: Context, bytes: Uint8Array): Promise<Session | undefined> {
  const reader = new Reader(bytes);
  if (reader.u8() !== version) return undefined;
  const sid = reader.take(16);
  const business = reader.take(20);
  const self = takePeerId(reader);
  const peer = takePeerId(reader);
  const transcriptHash = reader.take(32);
  const heardAt = reader.u64();
  const transients = reader.u32();
  const root = reader.take(32);
  const publicKey = reader.take(65);
  const secret = reader.take(32);
  const peerKey = reader.take(65);
  const sending = takeChain(reader);
  const previous = reader.u32();
  const chains = reader.u8();
  const receiving = chains === 1 ? takeChain(reader) : undefined;
  const skipped = takeSkipped(reader);
  // One failed read spends the reader; the names are checked for the compiler, and for the two ids.
  if (!sid || !business || !self || !peer || !transcriptHash || !root || !reader.isDone) return undefined;
  if (chains === undefined || chains > 1) return undefined;
  if (heardAt === undefined || transients === undefined) return undefined;
  if (!publicKey || !secret || !peerKey || !sending || previous === undefined || !skipped) return undefined;
  const own = { publicKey, secret };
  if (!(await areKeys(ctx, own, peerKey))) return undefined;
  const ratchet = { root, own, peer: peerKey, sending, receiving, previous, skipped };
  return { sid, business, self, peer, transcriptHash, ratchet, heardAt, transients };
}

async function areKeys(ctx: Context, own: EcBytes, peer: Bytes): Promise<boolean> {
  try {
    return (await diffieHellman(ctx, await importEcBytes(ctx, own), peer)) !== undefined;
  } catch {
    // What is stored is no key: the store was damaged.
    return false;
  }
}

function encodeChain({ key, n }: Chain): Bytes {
  return concat(key, u32(n));
}

function takeChain(reader: Reader): Chain | undefined {
  const key = reader.take(32);
  const n = reader.u32();
  return key && n !== undefined ? { key, n } : undefined;
}

function takePeerId(reader: Reader): PeerId | undefined {
  const bytes = reader.take(27);
  const text = bytes && toText(bytes);
  return text !== undefined && isPeerId(text) ? text : undefined;
}

function takeSkipped(reader: Reader): readonly SkippedKey[] | undefined {
  const count = reader.u32();
  if (count === undefined || count > maxSkippedPerSession) return undefined;
  const skipped: SkippedKey[] = [];
  while (skipped.length < count) {
    const ratchet = reader.take(65);
    const n = reader.u32();
    const key = reader.take(32);
    const at = reader.u64();
    if (!ratchet || n === undefined || !key || at === undefined) return undefined;
    skipped.push({ ratchet, n, key, at });
  }
  return skipped;
}
