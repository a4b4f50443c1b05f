/** Sealing of what a browser stores: whoever reads or rearranges its files learns nothing and swaps nothing. */
import { concat, fromText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader } from '../wire/codec.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { label } from './label.js';

/** Seals a record under its name: `nonce(12)` and AEAD. */
export async function sealAtRest(ctx: Context, key: CryptoKey, name: string, bytes: Bytes): Promise<Bytes> {
  const nonce = random(ctx, 12);
  return concat(nonce, new Uint8Array(await ctx.crypto.subtle.encrypt(algorithm(nonce, name), key, bytes)));
}

/** Opens a record; `undefined` where it is damaged or was sealed under another name. */
export async function openAtRest(
  ctx: Context,
  key: CryptoKey,
  name: string,
  bytes: Uint8Array,
): Promise<Bytes | undefined> {
  const reader = new Reader(bytes);
  const nonce = reader.take(12);
  const sealed = reader.rest();
  if (!nonce || !sealed) return undefined;
  try {
    return new Uint8Array(await ctx.crypto.subtle.decrypt(algorithm(nonce, name), key, sealed));
  } catch {
    // One face for every failure (PROTOCOL 6).
    return undefined;
  }
}

function algorithm(iv: Bytes, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: concat(label('at rest'), fromText(name)) };
}
