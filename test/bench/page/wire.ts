/** Two ends on one page and what goes between them, whatever carries it. */
import type { Bytes } from '../../../src/wire/bytes.js';

/** One end: bytes go out, and the next ones that come are waited for. */
export interface Wire {
  send(bytes: Bytes): void;
  next(): Promise<Bytes>;
}

/** Both ends. */
export interface Pair {
  readonly left: Wire;
  readonly right: Wire;
}

/** What one end does with a message before it leaves, and after it came. */
export interface Work {
  seal(): Promise<Bytes> | Bytes;
  open(bytes: Bytes): Promise<void> | void;
}

/** Median of the milliseconds of a message there and back, one after the other. */
export async function roundTrip(
  { left, right }: Pair,
  work: { readonly left: Work; readonly right: Work },
  count: number,
): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    left.send(await work.left.seal());
    await work.right.open(await right.next());
    right.send(await work.right.seal());
    await work.left.open(await left.next());
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? NaN;
}
