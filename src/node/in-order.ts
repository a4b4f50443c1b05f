/**
 * Lets what follows on asynchronous works happen in the order in which the works began, whichever is done first. The
 * works themselves go on side by side.
 */
export class InOrder {
  readonly #onFailure: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();

  /** `onFailure` hears of works that failed, in their turn, and of what failed to follow on one. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Calls `follow` once `work` is done and everything before it has been followed. */
  run<Result>(work: Promise<Result>, follow: (result: Result) => void): void {
    this.#last = this.#follow(this.#last, work, follow);
  }

  async #follow<Result>(
    before: Promise<void>,
    work: Promise<Result>,
    follow: (result: Result) => void,
  ): Promise<void> {
    try {
      const result = await work;
      await before;
      follow(result);
    } catch (error) {
      // Work that failed waits for its turn as well: else what comes after it would overtake what is before it.
      await before;
      this.#onFailure(error);
    }
  }
}
