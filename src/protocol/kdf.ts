/** SHA-256, HMAC and HKDF over bytes (PROTOCOL 1: `H`, RFC 2104, RFC 5869). */
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';

/** SHA-256. */
export async function hash(ctx: Context, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await ctx.crypto.subtle.digest('SHA-256', bytes));
}

/** A key for HMAC out of its bytes: a chain takes two codes under one (PROTOCOL 6). */
export async function macKey(ctx: Context, key: Bytes): Promise<CryptoKey> {
  return ctx.crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** HMAC with SHA-256. */
export async function hmac(ctx: Context, key: CryptoKey, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await ctx.crypto.subtle.sign('HMAC', key, bytes));
}

/** HKDF with SHA-256. */
export async function hkdf(
  ctx: Context,
  { ikm, salt, info, length }: { ikm: Bytes; salt: Bytes; info: Bytes; length: number },
): Promise<Bytes> {
  const { subtle } = ctx.crypto;
  const key = await subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, length * 8));
}
