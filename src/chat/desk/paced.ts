/**
 * Runs a task when it is asked to, once for all who ask while it runs or within `pauseMs` after it: what comes in a burst is
 * drawn a few times, not once for each.
 */
export class Paced {
  readonly #task: () => Promise<void> | void;
  readonly #pauseMs: number;
  #isBusy = false;
  #isAsked = false;

  constructor(task: () => Promise<void> | void, pauseMs: number) {
    this.#task = task;
    this.#pauseMs = pauseMs;
  }

  /** Asks for a run: at once, unless one was just now. */
  soon(): void {
    if (this.#isBusy) this.#isAsked = true;
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    this.#isAsked = false;
    try {
      await this.#task();
    } finally {
      setTimeout(() => {
        this.#isBusy = false;
        if (this.#isAsked) void this.#run();
      }, this.#pauseMs);
    }
  }
}
