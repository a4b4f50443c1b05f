import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { base } from '../ui/base.styles.js';
import { noteStyles } from './note.styles.js';

/**
 * The team's note on one conversation. What is typed is the truth until the model says it, too: it is saved when the field is
 * left, when the window is hidden, and when the pane goes away with it, and nothing else is drawn over it.
 *
 * @csspart note - the field
 */
export class NoteElement extends LitElement {
  static override readonly styles = [base, noteStyles];

  @property({ attribute: false }) note = '';
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) help = '';
  /** No event: one that goes away is heard by nobody above it. */
  @property({ attribute: false }) save: ((text: string) => void) | undefined;

  @query('textarea') private readonly field: HTMLTextAreaElement | null | undefined;

  /** Since when the field is ahead of the model: typed in, or asked to be saved. */
  #ahead: 'typed' | 'asked' | undefined;

  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.#save();
  }

  protected override render(): TemplateResult {
    return html`<textarea
      class="note"
      part="note"
      rows="3"
      dir="auto"
      maxlength="2000"
      aria-label=${this.label}
      aria-keyshortcuts="i"
      placeholder=${this.help}
      @input=${this.#onInput}
      @compositionstart=${this.#onInput}
      @change=${this.#save}
    ></textarea>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.field || !changed.has('note') || this.#ahead === 'typed') return;
    this.#ahead = undefined;
    // Saved without the spaces around it: those stay while somebody writes on.
    if (this.field.value.trim() !== this.note) this.field.value = this.note;
  }

  #onInput(): void {
    this.#ahead = 'typed';
  }

  readonly #onHidden = (): void => {
    if (document.hidden) this.#save();
  };

  /** Asked again where the model did not follow: a save that failed is none. */
  #save(): void {
    const { field } = this;
    if (!field || !this.#ahead) return;
    const text = field.value.trim();
    this.#ahead = text === this.note ? undefined : 'asked';
    if (this.#ahead) this.save?.(text);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-note': NoteElement;
  }
}
