import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps a full-window view inside what the on-screen keyboard leaves, and tells whether the window is a phone's. */
export class ViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  /** Also a phone that lies on its side. */
  readonly #phone = matchMedia('(max-width: 480px), (max-height: 480px) and (pointer: coarse)');

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isPhone(): boolean {
    return this.#phone.matches;
  }

  hostConnected(): void {
    visualViewport?.addEventListener('resize', this.#place);
    visualViewport?.addEventListener('scroll', this.#place);
    this.#phone.addEventListener('change', this.#change);
    this.#place();
  }

  hostDisconnected(): void {
    visualViewport?.removeEventListener('resize', this.#place);
    visualViewport?.removeEventListener('scroll', this.#place);
    this.#phone.removeEventListener('change', this.#change);
  }

  readonly #change = (): void => {
    this.#host.requestUpdate();
  };

  /** Pinched pages are left alone: there the visible part is what the customer looks at, not what a keyboard leaves. */
  readonly #place = (): void => {
    if (!visualViewport || visualViewport.scale > 1.01) return;
    this.#host.style.setProperty('--_view-block', `${String(visualViewport.height)}px`);
    this.#host.style.setProperty('--_view-start', `${String(visualViewport.offsetTop)}px`);
  };
}
