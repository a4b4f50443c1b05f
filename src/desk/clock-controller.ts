import type { ReactiveController, ReactiveControllerHost } from 'lit';

const tickMs = 20_000;

/** Draws its host anew while time goes by, so that waiting minutes are true; one interval while connected. */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #interval: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#interval = setInterval(() => {
      this.#host.requestUpdate();
    }, tickMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#interval);
  }
}
