/** AES-256-GCM (PROTOCOL 1). */
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';

/** Bytes of `key || nonce` as HKDF gives them: 32 and 12. */
export const aeadKeyBytes = 44;

/** Seals under `key || nonce`, which is used once. */
export async function sealAead(
  ctx: Context,
  keyAndNonce: Bytes,
  aad: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const { key, nonce } = await splitKey(ctx, keyAndNonce, 'encrypt');
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return new Uint8Array(await ctx.crypto.subtle.encrypt(algorithm, key, plaintext));
}

/** The key and the nonce of one use. */
export async function splitKey(
  ctx: Context,
  keyAndNonce: Bytes,
  usage: 'encrypt' | 'decrypt',
): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const key = await ctx.crypto.subtle.importKey('raw', keyAndNonce.slice(0, -12), 'AES-GCM', false, [usage]);
  return { key, nonce: keyAndNonce.slice(-12) };
}
