import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Model } from '../chat/model/model.js';

/** Draws its host anew after each snapshot of a model; follows the host's model when that changes. */
export class ModelController<State, Request> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => Model<State, Request> | undefined;
  #model: Model<State, Request> | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, find: () => Model<State, Request> | undefined) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    this.#model = this.#find();
    this.#stop = this.#model?.subscribe(() => {
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#find() === this.#model) return;
    this.hostDisconnected();
    this.hostConnected();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#model = undefined;
  }
}
