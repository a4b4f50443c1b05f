/** Who is told of each new snapshot of a model. */
export class Listeners {
  readonly #all = new Set<() => void>();

  /** Calls `listener` after each change; answers the function that stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  readonly notify = (): void => {
    for (const listener of this.#all) listener();
  };
}
