/** AES-256-GCM, the other way (PROTOCOL 1): where a failure has one face, whatever its reason. */
import type { Bytes } from '../wire/bytes.js';
import { splitKey } from './aead.js';
import type { Context } from './context.js';

/** Opens what `sealAead` sealed, or answers `undefined`. */
export async function openAead(
  ctx: Context,
  keyAndNonce: Bytes,
  aad: Bytes,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  const { key, nonce } = await splitKey(ctx, keyAndNonce, 'decrypt');
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  try {
    return new Uint8Array(await ctx.crypto.subtle.decrypt(algorithm, key, sealed));
  } catch {
    return undefined;
  }
}
