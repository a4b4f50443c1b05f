import { html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { base } from './base.styles.js';
import { closeIcon } from './icons.js';
import { dialogStyles } from './dialog.styles.js';
import { isComposing } from './is-composing.js';

/**
 * A modal dialog over the view it stands in; it is open while it is in the document and fires `close` when it is left.
 *
 * @slot - text
 * @slot actions - buttons
 * @fires close
 * @csspart dialog - the box
 */
export class DialogElement extends LitElement {
  static override readonly styles = [base, dialogStyles];

  @property() heading = '';
  @property() closeLabel = '';
  /** A sheet at the foot of a phone's window, a box elsewhere. */
  @property({ type: Boolean, reflect: true }) sheet = false;

  @state() private hasActions = false;
  @query('dialog') private readonly dialog: HTMLDialogElement | null | undefined;

  #before: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.#place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#place);
    // Only a dialog that is closed before it goes gives the focus back by itself.
    if (this.dialog?.open) this.#before?.focus();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      part="dialog"
      aria-labelledby="heading"
      @close=${this.#onClose}
      @click=${this.#onClick}
      @keydown=${this.#onKeyDown}
    >
      <div class="header">
        <h2 id="heading">${this.heading}</h2>
        <button type="button" class="icon-button" aria-label=${this.closeLabel} @click=${this.#onLeave}>
          ${closeIcon}
        </button>
      </div>
      <div class="body"><slot></slot></div>
      <div class="actions" ?hidden=${!this.hasActions}>
        <slot name="actions" @slotchange=${this.#onActions}></slot>
      </div>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.#place();
    this.#before = focused();
    this.dialog?.showModal();
  }

  /** Over the middle of its view: a panel in the corner has its questions there. */
  readonly #place = (): void => {
    const root = this.getRootNode();
    const view = root instanceof ShadowRoot ? root.host : document.documentElement;
    const { left, top, width, height } = view.getBoundingClientRect();
    this.dialog?.style.setProperty('--_x', `${String(left + width / 2)}px`);
    this.dialog?.style.setProperty('--_y', `${String(top + height / 2)}px`);
  };

  #onActions({ target }: Event): void {
    this.hasActions = target instanceof HTMLSlotElement && target.assignedElements().length > 0;
  }

  #onLeave(): void {
    this.dialog?.close();
  }

  #onClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.#onLeave();
  }

  #onKeyDown(event: KeyboardEvent): void {
    // Keys in a dialog are the dialog's: an Escape must not also close the panel.
    event.stopPropagation();
    // The browser itself closes a dialog by Escape: not by the one that drops a word.
    if (event.key === 'Escape' && isComposing(event)) event.preventDefault();
  }

  #onClose(): void {
    if (!this.isConnected) return;
    this.dispatchEvent(new Event('close'));
  }
}

/** What has the focus, through shadow roots. */
function focused(): HTMLElement | undefined {
  let { activeElement: active } = document;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-dialog': DialogElement;
  }
}
