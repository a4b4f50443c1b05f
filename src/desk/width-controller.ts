import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells phone, tablet and wide windows apart, and draws its host anew when that changes. */
export class WidthController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #phone = matchMedia('(max-width: 700px)');
  readonly #wide = matchMedia('(min-width: 1120px)');

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isPhone(): boolean {
    return this.#phone.matches;
  }

  get isWide(): boolean {
    return this.#wide.matches;
  }

  hostConnected(): void {
    for (const query of [this.#phone, this.#wide]) query.addEventListener('change', this.#change);
  }

  hostDisconnected(): void {
    for (const query of [this.#phone, this.#wide]) query.removeEventListener('change', this.#change);
  }

  readonly #change = (): void => {
    this.#host.requestUpdate();
  };
}
