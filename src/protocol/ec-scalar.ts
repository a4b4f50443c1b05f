/** Private keys on P-256 as 32-byte scalars (PROTOCOL 2). */
import { SecureChatError } from '../errors.js';
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';

/** WebCrypto has no raw form for EC private keys: the scalar goes in and out as JWK. */
export async function scalar(ctx: Context, key: CryptoKey): Promise<Bytes> {
  const { d } = await ctx.crypto.subtle.exportKey('jwk', key);
  const bytes = d === undefined ? undefined : fromBase64url(d);
  if (!bytes) throw new SecureChatError('browser-too-old');
  return bytes;
}

/** A private key out of its scalar and its public half. */
export async function importScalar(
  ctx: Context,
  publicKey: Bytes,
  secret: Bytes,
  algorithm: { readonly name: 'ECDSA' | 'ECDH'; readonly namedCurve: 'P-256' },
  { extractable, usages }: { readonly extractable: boolean; readonly usages: KeyUsage[] },
): Promise<CryptoKey> {
  const x = toBase64url(publicKey.subarray(1, 33));
  const y = toBase64url(publicKey.subarray(33));
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d: toBase64url(secret) };
  return ctx.crypto.subtle.importKey('jwk', jwk, algorithm, extractable, usages);
}
