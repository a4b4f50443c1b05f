const firstMs = 500;
const longestMs = 30_000;

/**
 * How long to wait before the next try: full jitter over a doubling span, so that a thousand clients of a node that
 * restarts do not come back in one wave.
 */
export class Backoff {
  #failures = 0;

  /** Milliseconds to wait before the next try. */
  next(): number {
    const spanMs = Math.min(longestMs, firstMs * 2 ** this.#failures++);
    return 100 + Math.random() * spanMs;
  }

  /** The last try worked. */
  reset(): void {
    this.#failures = 0;
  }
}
