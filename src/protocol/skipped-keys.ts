/** Keys of frames that did not come yet (PROTOCOL 6): few and not for long, since each one opens a recorded frame. */
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';

/** The key of one frame that was jumped over. */
export interface SkippedKey {
  /** The peer's ratchet key whose chain it is of. */
  readonly ratchet: Bytes;
  readonly n: number;
  readonly key: Bytes;
  /** When it was jumped over, in milliseconds. */
  readonly at: number;
}

/** Most kept keys of one chain. */
export const maxSkippedPerChain = 512;

/** Most kept keys of one session. */
export const maxSkippedPerSession = 2_048;

const skippedLifeMs = 7 * 24 * 3_600_000;

/** The keys that are not older than seven days. */
export function freshSkipped(ctx: Context, skipped: readonly SkippedKey[]): readonly SkippedKey[] {
  const now = ctx.now();
  return skipped.filter(({ at }) => now - at <= skippedLifeMs);
}

/** Adds keys of one chain; the oldest make room. */
export function addSkipped(
  ctx: Context,
  skipped: readonly SkippedKey[],
  ratchet: Bytes,
  keys: readonly { readonly n: number; readonly key: Bytes }[],
): readonly SkippedKey[] {
  const at = Math.floor(ctx.now());
  const all = [...freshSkipped(ctx, skipped), ...keys.map(key => ({ ratchet, at, ...key }))];
  const isOfChain = (one: SkippedKey): boolean => equal(one.ratchet, ratchet);
  let surplus = all.filter(isOfChain).length - maxSkippedPerChain;
  return all.filter(one => !isOfChain(one) || surplus-- <= 0).slice(-maxSkippedPerSession);
}
