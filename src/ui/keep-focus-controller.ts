import type { LitElement, ReactiveController } from 'lit';

/** What had the focus may go with a change, such as the button that was pressed: then its view takes the focus, not the page. */
export class KeepFocusController implements ReactiveController {
  readonly #host: LitElement;
  #had = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#had = this.#isInside;
  }

  hostUpdated(): void {
    if (this.#had && !this.#isInside) this.#host.focus();
  }

  get #isInside(): boolean {
    return !!this.#host.shadowRoot?.activeElement;
  }
}
