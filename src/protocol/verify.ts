/** Signatures over a label and bytes (PROTOCOL 1): whoever only signs and reads cards needs none of it. */
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';
import { verifyBytes } from './keys.js';
import { label } from './label.js';

/** Whether `signed` is the signature of `L(name) || bytes` by the owner of `publicKey`. */
export async function verify(
  ctx: Context,
  publicKey: Bytes,
  name: string,
  bytes: Bytes,
  signed: Bytes,
): Promise<boolean> {
  return verifyBytes(ctx, publicKey, concat(label(name), bytes), signed);
}
