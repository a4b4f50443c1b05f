/**
 * Signal's Double Ratchet, revision 4, without header encryption (PROTOCOL 6). Every function answers new state and
 * changes none: what a forged frame would have done to it is simply not kept.
 */
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import type { MessageClear } from '../wire/session-fields.js';
import type { Context } from './context.js';
import { hkdf, hmac, macKey } from './kdf.js';
import { importDhKey } from './keys.js';
import { generateEcPair, importEcBytes } from './ec-bytes.js';
import type { EcBytes } from './ec-bytes.js';
import { label } from './label.js';
import { addSkipped, freshSkipped } from './skipped-keys.js';
import type { SkippedKey } from './skipped-keys.js';

/** A chain: its next key, and how many were taken. */
export interface Chain {
  readonly key: Bytes;
  readonly n: number;
}

/** Everything that moves while two people write. */
export interface Ratchet {
  readonly root: Bytes;
  readonly own: EcBytes;
  /** The peer's newest ratchet key. */
  readonly peer: Bytes;
  readonly sending: Chain;
  /** None until the peer's first frame, on the side that began. */
  readonly receiving: Chain | undefined;
  /** Length of the sending chain before this one. */
  readonly previous: number;
  /** Keys of frames that are late or lost, oldest first. */
  readonly skipped: readonly SkippedKey[];
}

/** The ratchet's part of a frame's clear fields. */
export type RatchetHeader = Pick<MessageClear, 'ratchet' | 'previous' | 'n'>;

/** The key of a received frame, and the state to keep once the frame proved authentic. */
export interface Reception {
  readonly key: Bytes;
  commit(): Promise<Ratchet>;
}

/** Widest gap in one chain; a wider one breaks the session. */
export const maxGap = 512;

/** Starts on the side that knows a key of the peer's and may write at once. */
export async function startSending(
  ctx: Context,
  { root, own, peer }: { root: Bytes; own: EcBytes; peer: Bytes },
): Promise<Ratchet | undefined> {
  const first = await turnTo(ctx, root, importEcBytes(ctx, own), peer);
  return first && { ...begin(first.step, own, peer), receiving: undefined };
}

/** Starts on the side whose key the peer knows; that key is used here for the only time, so it need not be stored. */
export async function startReceiving(
  ctx: Context,
  { root, known, peer }: { root: Bytes; known: CryptoKey; peer: Bytes },
): Promise<Ratchet | undefined> {
  const first = await turnTo(ctx, root, known, peer);
  if (!first) return undefined;
  const { own, key } = await generateEcPair(ctx);
  const sent = await turn(ctx, first.step.root, key, first.peer);
  return { ...begin(sent, own, peer), receiving: first.step.chain };
}

/** Takes the next key to send with. */
export async function nextKey(
  ctx: Context,
  ratchet: Ratchet,
): Promise<{ ratchet: Ratchet; key: Bytes; header: RatchetHeader }> {
  const { key, chain } = await advance(ctx, ratchet.sending);
  return {
    ratchet: { ...ratchet, sending: chain, skipped: freshSkipped(ctx, ratchet.skipped) },
    key,
    header: { ratchet: ratchet.own.publicKey, previous: ratchet.previous, n: ratchet.sending.n },
  };
}

/** Finds the key of a received frame. The header is not proven yet: work is bounded, and nothing is kept before `commit`. */
export async function receive(
  ctx: Context,
  ratchet: Ratchet,
  header: RatchetHeader,
): Promise<Reception | 'refused' | 'gap-too-wide'> {
  const skipped = freshSkipped(ctx, ratchet.skipped);
  const late = skipped.find(({ ratchet: of, n }) => n === header.n && equal(of, header.ratchet));
  if (late) {
    const rest = skipped.filter(one => one !== late);
    return { key: late.key, commit: async () => Promise.resolve({ ...ratchet, skipped: rest }) };
  }
  return equal(header.ratchet, ratchet.peer)
    ? receiveInChain(ctx, ratchet, header)
    : receiveTurned(ctx, ratchet, header);
}

async function receiveInChain(
  ctx: Context,
  ratchet: Ratchet,
  header: RatchetHeader,
): Promise<Reception | 'refused' | 'gap-too-wide'> {
  const { receiving } = ratchet;
  // A counter below the chain's was spent: a replay, or a frame whose key is too old.
  if (!receiving || header.n < receiving.n) return 'refused';
  if (header.n - receiving.n > maxGap) return 'gap-too-wide';
  const skipped = await skip(ctx, receiving, header.n);
  const { key, chain } = await advance(ctx, skipped.chain);
  return {
    key,
    commit: async () =>
      Promise.resolve({
        ...ratchet,
        receiving: chain,
        skipped: addSkipped(ctx, ratchet.skipped, ratchet.peer, skipped.keys),
      }),
  };
}

async function receiveTurned(
  ctx: Context,
  ratchet: Ratchet,
  header: RatchetHeader,
): Promise<Reception | 'refused' | 'gap-too-wide'> {
  const { receiving } = ratchet;
  if (header.n > maxGap || (receiving && header.previous - receiving.n > maxGap)) return 'gap-too-wide';
  // The own half of the turn is made while the frame is judged, and kept only if it proves authentic. Not earlier: a key that
  // waited for its turn would be known to a thief of this moment's memory.
  const making = generateEcPair(ctx);
  const first = await turnTo(ctx, ratchet.root, importEcBytes(ctx, ratchet.own), header.ratchet);
  const turning = first && making.then(async made => turn(ctx, first.step.root, made.key, first.peer));
  void Promise.allSettled([making, turning]);
  if (!first || !turning) return 'refused';
  const skipped = await skip(ctx, first.step.chain, header.n);
  const { key, chain } = await advance(ctx, skipped.chain);
  return {
    key,
    async commit() {
      const [{ own }, sent] = await Promise.all([making, turning]);
      const before = receiving ? (await skip(ctx, receiving, header.previous)).keys : [];
      const kept = addSkipped(ctx, ratchet.skipped, ratchet.peer, before);
      return {
        ...begin(sent, own, header.ratchet),
        receiving: chain,
        previous: ratchet.sending.n,
        skipped: addSkipped(ctx, kept, header.ratchet, skipped.keys),
      };
    },
  };
}

function begin(step: Step, own: EcBytes, peer: Bytes): Omit<Ratchet, 'receiving'> {
  return { root: step.root, own, peer, sending: step.chain, previous: 0, skipped: [] };
}

interface Step {
  readonly root: Bytes;
  readonly chain: Chain;
}

/** A turn against bytes that may be no key: some providers notice a point off the curve only when they use it. */
async function turnTo(
  ctx: Context,
  root: Bytes,
  importing: CryptoKey | Promise<CryptoKey>,
  bytes: Bytes,
): Promise<{ step: Step; peer: CryptoKey } | undefined> {
  const [own, peer] = await Promise.all([importing, importDhKey(ctx, bytes)]);
  if (!peer) return undefined;
  try {
    return { step: await turn(ctx, root, own, peer), peer };
  } catch {
    return undefined;
  }
}

/** KDF_RK: HKDF(ikm = DH, salt = root, `L("ratchet")`, 64: root || chain). */
async function turn(ctx: Context, root: Bytes, own: CryptoKey, peer: CryptoKey): Promise<Step> {
  const ikm = new Uint8Array(await ctx.crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, own, 256));
  const bytes = await hkdf(ctx, { ikm, salt: root, info: label('ratchet'), length: 64 });
  return { root: bytes.slice(0, 32), chain: { key: bytes.slice(32), n: 0 } };
}

/** KDF_CK: message = HMAC(chain, 01), next = HMAC(chain, 02). */
async function advance(ctx: Context, { key, n }: Chain): Promise<{ key: Bytes; chain: Chain }> {
  const imported = await macKey(ctx, key);
  const [message, next] = await Promise.all([
    hmac(ctx, imported, Uint8Array.of(1)),
    hmac(ctx, imported, Uint8Array.of(2)),
  ]);
  return { key: message, chain: { key: next, n: n + 1 } };
}

async function skip(
  ctx: Context,
  from: Chain,
  to: number,
): Promise<{ chain: Chain; keys: readonly { n: number; key: Bytes }[] }> {
  const keys: { n: number; key: Bytes }[] = [];
  let chain = from;
  while (chain.n < to) {
    const step = await advance(ctx, chain);
    keys.push({ n: chain.n, key: step.key });
    chain = step.chain;
  }
  return { chain, keys };
}
