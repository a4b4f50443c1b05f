/** Runs tasks one after the other, in the order they came: state is read and committed without another task between. */
export class Serial {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `task` after all earlier ones, whether those failed or not; answers what it answers. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task, task);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
