/** The world of the protocol: it reaches for no ambient clock or randomness of its own (ARCHITECTURE, Floors). */

/** What every function of the protocol is given first. */
export interface Context {
  readonly crypto: Crypto;
  /** Own clock in whole milliseconds since the epoch. */
  readonly now: () => number;
}

/** Own clock in whole unix seconds, the unit of everything signed. */
export function unixSeconds(ctx: Context): number {
  return Math.floor(ctx.now() / 1_000);
}

/**
 * The next of a row of numbers that only rises: one above `previous`, and at least the time, so that a restored
 * backup goes on above what it forgot (PROTOCOL 3, 5).
 */
export function nextOrdinal(ctx: Context, previous: number): number {
  return Math.max(previous + 1, unixSeconds(ctx));
}

/** Random bytes. */
export function random(ctx: Context, length: number): Uint8Array<ArrayBuffer> {
  return ctx.crypto.getRandomValues(new Uint8Array(length));
}
