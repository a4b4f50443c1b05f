import type { Limits } from '../limits.js';
import { TokenBucket } from '../token-bucket.js';

/** How much one client may still send. */
export class Allowance {
  readonly #now: () => number;
  readonly #maxStrikes: number;
  readonly #frames: TokenBucket;
  readonly #texts: TokenBucket;
  #strikes = 0;

  constructor(limits: Limits, now: () => number) {
    this.#now = now;
    this.#maxStrikes = limits.strikes;
    this.#frames = new TokenBucket(limits.framesPerSecond, limits.frameBurst, now());
    this.#texts = new TokenBucket(limits.textsPerSecond, limits.textBurst, now());
  }

  /** Whether the client went on and on after it was told to wait, which ours never does. */
  get isAbused(): boolean {
    return this.#strikes > this.#maxStrikes;
  }

  /** Allows one frame with 0, or answers the milliseconds until there will be room for one. */
  consumeFrame(): number {
    const waitMs = this.#frames.consume(this.#now());
    if (waitMs > 0) this.#strikes += 1;
    return waitMs;
  }

  /** Whether one more text frame is allowed now. */
  consumeText(): boolean {
    return this.#texts.consume(this.#now()) === 0;
  }
}
