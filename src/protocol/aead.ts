/** AES-256-GCM (PROTOCOL 1): where a failure has one face, whatever its reason. */
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
  const { key, nonce } = await split(ctx, keyAndNonce, 'encrypt');
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return new Uint8Array(await ctx.crypto.subtle.encrypt(algorithm, key, plaintext));
}

/** Opens what `sealAead` sealed, or answers `undefined`. */
export async function openAead(
  ctx: Context,
  keyAndNonce: Bytes,
  aad: Bytes,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  const { key, nonce } = await split(ctx, keyAndNonce, 'decrypt');
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  try {
    return new Uint8Array(await ctx.crypto.subtle.decrypt(algorithm, key, sealed));
  } catch {
    return undefined;
  }
}

async function split(
  ctx: Context,
  keyAndNonce: Bytes,
  usage: 'encrypt' | 'decrypt',
): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const key = await ctx.crypto.subtle.importKey('raw', keyAndNonce.slice(0, -12), 'AES-GCM', false, [usage]);
  return { key, nonce: keyAndNonce.slice(-12) };
}
