/** Own clock and the node's further apart than this are said to the user, in seconds (PROTOCOL 3). */
const toleranceSeconds = 86_400;

/** The node's clock, as its last challenge told it and the page's own ticking goes on from there. */
export class NodeClock {
  readonly #now: () => number;
  readonly #ticks: () => number;
  /** The node's time when the page's ticking began, in seconds. */
  #startSeconds: number | undefined;

  /**
   * @param now the device's clock, in ms, which somebody may set
   * @param ticks the page's own, in ms, which nobody can
   */
  constructor(now: () => number, ticks: () => number = () => performance.now()) {
    this.#now = now;
    this.#ticks = ticks;
  }

  /** A challenge told the node's time, in unix seconds. */
  hear(seconds: number): void {
    this.#startSeconds = seconds - this.#ticks() / 1000;
  }

  /** Whether the two clocks are more than a day apart now: one that is set right is right at once. */
  get isWrong(): boolean {
    if (this.#startSeconds === undefined) return false;
    const node = this.#startSeconds + this.#ticks() / 1000;
    return Math.abs(this.#now() / 1000 - node) > toleranceSeconds;
  }
}
