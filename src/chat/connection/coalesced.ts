/** Work of which one run at a time is enough: calls that come while it runs lead to one more run. */
export class Coalesced {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #isDue = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Settles once a run that began after this call is over. */
  run(): Promise<void> {
    this.#isDue = true;
    this.#running ??= this.#runWhileDue().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #runWhileDue(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      await this.#work();
    }
  }
}
