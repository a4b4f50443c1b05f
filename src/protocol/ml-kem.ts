/**
 * ML-KEM-768 (FIPS 203): WebCrypto's own where the provider has it, else `@noble/post-quantum`, loaded only then.
 * Both take the same bytes: secret as 64-byte seed, public 1,184, ciphertext 1,088, shared secret 32.
 */
import type { Bytes } from '../wire/bytes.js';
import { random } from './context.js';
import type { Context } from './context.js';

/** A ciphertext for the holder of a key, and the secret it carries. */
export interface Encapsulated {
  readonly ciphertext: Bytes;
  readonly secret: Bytes;
}

/** One implementation. */
export interface Kem {
  publicKey(seed: Bytes): Promise<Bytes>;
  encapsulate(publicKey: Bytes): Promise<Encapsulated>;
  decapsulate(seed: Bytes, ciphertext: Bytes): Promise<Bytes>;
}

/** The part of WebCrypto that TypeScript's library does not know yet. */
interface KemSubtle {
  importKey(
    format: 'raw-public' | 'raw-seed',
    bytes: Bytes,
    as: typeof algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKey>;
  exportKey(format: 'raw-public', key: CryptoKey): Promise<ArrayBuffer>;
  getPublicKey(key: CryptoKey, usages: readonly string[]): Promise<CryptoKey>;
  encapsulateBits(
    by: typeof algorithm,
    key: CryptoKey,
  ): Promise<{ sharedKey: ArrayBuffer; ciphertext: ArrayBuffer }>;
  decapsulateBits(by: typeof algorithm, key: CryptoKey, ciphertext: Bytes): Promise<ArrayBuffer>;
}

const algorithm = { name: 'ML-KEM-768' } as const;
const chosen = new WeakMap<Crypto, Promise<Kem>>();

/** Chooses the implementation ahead of its first use, and loads it where it is code: what fails says so then. */
export async function prepareKem(ctx: Context): Promise<void> {
  await choose(ctx).catch(() => undefined);
}

/** The public key that belongs to a seed. */
export async function kemPublicKey(ctx: Context, seed: Bytes): Promise<Bytes> {
  return (await choose(ctx)).publicKey(seed);
}

/** A fresh secret for the holder of `publicKey`, which must be one (`isKemPublicKey`). */
export async function encapsulate(ctx: Context, publicKey: Bytes): Promise<Encapsulated> {
  return (await choose(ctx)).encapsulate(publicKey);
}

/** The secret in a ciphertext; one that was altered gives another secret, never an error (FIPS 203, implicit rejection). */
export async function decapsulate(ctx: Context, seed: Bytes, ciphertext: Bytes): Promise<Bytes> {
  return (await choose(ctx)).decapsulate(seed, ciphertext);
}

/** The modulus check of FIPS 203, section 7.2: each 12-bit coefficient is below q. A visitor may send anything as her key. */
export function isKemPublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 1_184) return false;
  for (let index = 0; index < 1_152; index += 3) {
    const [low = 0, middle = 0, high = 0] = publicKey.subarray(index, index + 3);
    if ((low | ((middle & 15) << 8)) >= 3_329 || ((middle >> 4) | (high << 4)) >= 3_329) return false;
  }
  return true;
}

async function choose(ctx: Context): Promise<Kem> {
  const known = chosen.get(ctx.crypto);
  if (known) return known;
  const fresh = probe(ctx);
  chosen.set(ctx.crypto, fresh);
  return fresh;
}

/** Uses WebCrypto only after it did the whole round once: providers of drafts have some of the names. */
async function probe(ctx: Context): Promise<Kem> {
  const native = webCryptoKem(ctx);
  try {
    const seed = random(ctx, 64);
    const { ciphertext, secret } = await native.encapsulate(await native.publicKey(seed));
    const again = await native.decapsulate(seed, ciphertext);
    if (again.every((byte, index) => byte === secret[index])) return native;
  } catch {
    // Not offered here: the library takes over.
  }
  return nobleKem(ctx);
}

/** ML-KEM of the browser itself. */
export function webCryptoKem(ctx: Context): Kem {
  const subtle = ctx.crypto.subtle as unknown as KemSubtle;
  const decapsulationKey = async (seed: Bytes): Promise<CryptoKey> =>
    subtle.importKey('raw-seed', seed, algorithm, false, ['decapsulateBits']);
  return {
    async publicKey(seed) {
      const key = await subtle.getPublicKey(await decapsulationKey(seed), ['encapsulateBits']);
      return new Uint8Array(await subtle.exportKey('raw-public', key));
    },
    async encapsulate(publicKey) {
      const key = await subtle.importKey('raw-public', publicKey, algorithm, false, ['encapsulateBits']);
      const { ciphertext, sharedKey } = await subtle.encapsulateBits(algorithm, key);
      return { ciphertext: new Uint8Array(ciphertext), secret: new Uint8Array(sharedKey) };
    },
    async decapsulate(seed, ciphertext) {
      const key = await decapsulationKey(seed);
      return new Uint8Array(await subtle.decapsulateBits(algorithm, key, ciphertext));
    },
  };
}

/** ML-KEM in JavaScript. */
export async function nobleKem(ctx: Context): Promise<Kem> {
  const { ml_kem768: kem } = await import('@noble/post-quantum/ml-kem.js');
  return {
    publicKey: async seed => Uint8Array.from(kem.keygen(seed).publicKey),
    async encapsulate(publicKey) {
      const { cipherText, sharedSecret } = kem.encapsulate(publicKey, random(ctx, 32));
      return { ciphertext: Uint8Array.from(cipherText), secret: Uint8Array.from(sharedSecret) };
    },
    decapsulate: async (seed, ciphertext) =>
      Uint8Array.from(kem.decapsulate(ciphertext, kem.keygen(seed).secretKey)),
  };
}
