/** Safety numbers (PROTOCOL 11): short enough to read out, and two of them, since one joint number was half as strong. */
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';
import { hash } from './kdf.js';
import { label } from './label.js';

const groups = 6;

/** The business's number, the same for all its customers. */
export async function businessSafetyNumber(ctx: Context, business: Bytes): Promise<readonly string[]> {
  return digits(await hash(ctx, concat(label('safety business'), business)));
}

/** The number of the visitor with key `visitor`. */
export async function visitorSafetyNumber(
  ctx: Context,
  business: Bytes,
  visitor: Bytes,
): Promise<readonly string[]> {
  return digits(await hash(ctx, concat(label('safety visitor'), business, visitor)));
}

/** Six groups of five digits out of a hash: bytes 5i to 5i + 4, big-endian, mod 100,000. */
export function digits(digest: Bytes): readonly string[] {
  return Array.from({ length: groups }, (_, group) => {
    // 40 bits: more than bitwise operators hold, less than a number does.
    const value = digest.subarray(group * 5, group * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  });
}
