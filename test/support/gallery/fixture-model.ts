import type { Model } from '../../../src/chat/model/model.js';

/** A model whose snapshots a test publishes, and which keeps what views asked for. */
export class FixtureModel<State, Request> implements Model<State, Request> {
  readonly requests: Request[] = [];
  readonly #listeners = new Set<() => void>();
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  request(request: Request): void {
    this.requests.push(request);
  }

  publish(change: Partial<State>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    for (const listener of this.#listeners) listener();
  }
}
