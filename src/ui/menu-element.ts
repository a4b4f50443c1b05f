import { html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { base } from './base.styles.js';
import { isComposing } from './is-composing.js';
import { menuStyles } from './menu.styles.js';

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly isDanger?: boolean;
  readonly run: () => void;
}

/**
 * A short list of actions beside the button that opened it; arrows, Home, End and Escape work as everywhere.
 * It is open while it is in the document, and fires `close` when it is left.
 *
 * @fires close
 * @csspart menu - the list
 * @csspart menu-item - one action
 */
export class MenuElement extends LitElement {
  static override readonly styles = [base, menuStyles];

  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Opens beside and above the button, for one at the foot of a rail. */
  @property({ type: Boolean, reflect: true }) up = false;

  protected override render(): TemplateResult {
    return html`<div
      role="menu"
      part="menu"
      tabindex="-1"
      aria-label=${this.label}
      @keydown=${this.#onKeyDown}
      @focusout=${this.#onFocusOut}
    >
      ${this.items.map(
        item =>
          html`<button
            type="button"
            role="menuitem"
            part="menu-item"
            tabindex="-1"
            class=${item.isDanger ? 'danger' : ''}
            @click=${() => {
              this.#leave();
              item.run();
            }}
          >
            ${item.label}
          </button>`,
      )}
    </div>`;
  }

  protected override firstUpdated(): void {
    this.#entries[0]?.focus();
  }

  get #entries(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #leave(): void {
    this.dispatchEvent(new Event('close'));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const entries = this.#entries;
    const index = entries.findIndex(entry => entry.matches(':focus'));
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (index + 1) % entries.length,
      ArrowUp: index - 1,
      Home: 0,
      End: -1,
    };
    const target = targets[event.key];
    if (target !== undefined) entries.at(target)?.focus();
    else if (event.key === 'Escape') this.#leave();
    else return;
    // An Escape that closes the menu must not close the panel around it.
    event.stopPropagation();
    event.preventDefault();
  }

  /** A press on the button that opened the menu closes it by that button, not twice. */
  #onFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (next instanceof Element && (this.renderRoot.contains(next) || next.ariaHasPopup === 'menu')) return;
    // A window that goes to the background takes the focus too, but nobody left the menu.
    if (next || document.hasFocus()) this.#leave();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-menu': MenuElement;
  }
}
