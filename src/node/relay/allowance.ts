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

  /** Whether the client went on and on after it was told to wait: ours never does. */
  get isAbused(): boolean {
    return this.#strikes > this.#maxStrikes;
  }

  /** Takes the place of one frame: 0 where there was one, else the milliseconds until there will be. */
  takeFrame(): number {
    const waitMs = this.#frames.take(this.#now());
    if (waitMs > 0) this.#strikes += 1;
    return waitMs;
  }

  /** Takes the place of one text frame; false where there was none. */
  takeText(): boolean {
    return this.#texts.take(this.#now()) === 0;
  }
}
