/** Diffie-Hellman pairs whose secret is plain bytes, as the ratchet stores them (PROTOCOL 6). */
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';
import { importScalar, scalar } from './ec-scalar.js';
import { ecdh, importDhKey, rawPublic } from './keys.js';

/** An ECDH key pair whose secret is plain bytes, as the ratchet stores it. */
export interface EcBytes {
  readonly publicKey: Bytes;
  /** The scalar, 32 bytes. */
  readonly secret: Bytes;
}

/** Private halves as keys, as long as their pair is held: import costs as much as the turn that it is for. */
const keys = new WeakMap<EcBytes, Promise<CryptoKey>>();

/** Makes a pair for one turn of the ratchet. */
export async function generateEcBytes(ctx: Context): Promise<EcBytes> {
  return (await generateEcPair(ctx)).own;
}

/** The same with its private half as a key for the turn that is due now: no way back from the bytes. */
export async function generateEcPair(
  ctx: Context,
): Promise<{ readonly own: EcBytes; readonly key: CryptoKey }> {
  const pair = await ctx.crypto.subtle.generateKey(ecdh, true, ['deriveBits']);
  const [publicKey, secret] = await Promise.all([
    rawPublic(ctx, pair.publicKey),
    scalar(ctx, pair.privateKey),
  ]);
  const own = { publicKey, secret };
  keys.set(own, Promise.resolve(pair.privateKey));
  return { own, key: pair.privateKey };
}

/** The private half of such a pair as a key that does Diffie-Hellman. */
export async function importEcBytes(ctx: Context, own: EcBytes): Promise<CryptoKey> {
  const known = keys.get(own);
  if (known) return known;
  const { publicKey, secret } = own;
  const key = importScalar(ctx, publicKey, secret, ecdh, { extractable: false, usages: ['deriveBits'] });
  keys.set(own, key);
  return key;
}

/** Diffie-Hellman on P-256: 32 bytes, or `undefined` where the peer's key is none. */
export async function diffieHellman(
  ctx: Context,
  privateKey: CryptoKey,
  publicKey: Bytes,
): Promise<Bytes | undefined> {
  const peer = await importDhKey(ctx, publicKey);
  if (!peer) return undefined;
  return new Uint8Array(await ctx.crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256));
}
