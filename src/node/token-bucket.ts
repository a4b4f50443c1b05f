/** Lets a burst through, then a steady rate. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Consumes one token: 0 where there was one, else the milliseconds until there will be. */
  consume(now: number): number {
    // A clock that was set back adds nothing, rather than taking tokens away.
    const refilled = this.#tokens + Math.max(0, now - this.#at) * this.#perMs;
    this.#tokens = Math.min(this.#burst, refilled);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) / this.#perMs);
    this.#tokens -= 1;
    return 0;
  }

  /** Whether a fresh bucket would be the same, as nothing was consumed lately. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}
