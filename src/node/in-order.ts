/**
 * Lets what follows on asynchronous works happen in the order in which the works began, whichever is done first. The
 * works themselves go on side by side.
 */
export class InOrder {
  #last: Promise<undefined> = Promise.resolve(undefined);

  /** Runs `follow` once `work` is done and everything before it has been followed; rejects as either of them does. */
  async run<Result>(work: Promise<Result>, follow: (result: Result) => void): Promise<void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#last = promise;
    try {
      // Work that failed waits for its turn as well: else what comes after it would overtake what is before it.
      follow(await work.finally(() => before));
    } finally {
      resolve(undefined);
    }
  }
}
