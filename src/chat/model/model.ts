/** A source of snapshots that takes requests: what a view is given. */
export interface Model<State, Request> {
  readonly state: State;
  /** Calls `listener` after each change; answers the function that stops it. */
  subscribe(listener: () => void): () => void;
  request(request: Request): void;
}
