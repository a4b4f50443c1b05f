/** The key that seals a browser's store (PROTOCOL 2): a desk's is wrapped under its passphrase, a visitor's never leaves WebCrypto. */
import { concat, fromText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader } from '../wire/codec.js';
import { openAead } from './open-aead.js';
import { sealAead } from './aead.js';
import { random } from './context.js';
import type { Context } from './context.js';

const version = 1;
/** Rounds of PBKDF2 (OWASP, Password Storage). Fixed by the version: wrapped bytes cannot ask for fewer. */
const rounds = 600_000;

/** Makes a visitor's key: not extractable, so that a script in the page cannot carry it away. */
export async function generateStorageKey(ctx: Context): Promise<CryptoKey> {
  return ctx.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** A key out of 32 bytes, not extractable any more. */
export async function importStorageKey(ctx: Context, raw: Bytes): Promise<CryptoKey> {
  return ctx.crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Wraps 32 bytes under a passphrase: `version(1) salt(16) nonce(12)` and AEAD. */
export async function wrapStorageKey(ctx: Context, passphrase: string, rawKey32: Bytes): Promise<Bytes> {
  const salt = random(ctx, 16);
  const nonce = random(ctx, 12);
  const aad = concat(Uint8Array.of(version), salt, nonce);
  const key = await derive(ctx, passphrase, salt);
  return concat(aad, await sealAead(ctx, concat(key, nonce), aad, rawKey32));
}

/** The wrapped key; `undefined` for another passphrase, another version or an altered byte. */
export async function unwrapStorageKey(
  ctx: Context,
  passphrase: string,
  wrapped: Uint8Array,
): Promise<CryptoKey | undefined> {
  const reader = new Reader(wrapped);
  if (reader.u8() !== version) return undefined;
  const salt = reader.take(16);
  const nonce = reader.take(12);
  const sealed = reader.rest();
  if (!salt || !nonce || !sealed) return undefined;
  const aad = concat(Uint8Array.of(version), salt, nonce);
  const key = await derive(ctx, passphrase, salt);
  const raw = await openAead(ctx, concat(key, nonce), aad, sealed);
  return raw && importStorageKey(ctx, raw);
}

/** NFKC: the same words typed on another keyboard or system give the same key. */
async function derive(ctx: Context, passphrase: string, salt: Bytes): Promise<Bytes> {
  const { subtle } = ctx.crypto;
  const words = fromText(passphrase.normalize('NFKC'));
  const key = await subtle.importKey('raw', words, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, 256));
}
