import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { maxTextBytes } from '../wire/limits.js';
import { format } from '../words/format.js';
import { base } from './base.styles.js';
import { composerStyles } from './composer.styles.js';
import { sendIcon } from './icons.js';
import type { Language } from './language.js';
import { RequestEvent } from './request-event.js';

const repeatedSendMs = 700;
const warnBelowBytes = 200;

/**
 * Where one writes. The draft is the model's; the field keeps what is being typed until the model has taken it.
 *
 * @fires request
 * @csspart composer - field and button
 * @csspart input - the field
 * @csspart send-button - sends
 */
export class ComposerElement extends LitElement {
  static override readonly styles = [base, composerStyles];

  @property() draft = '';
  @property({ attribute: false }) language: Language | undefined;
  @property() label = '';

  @state() private leftBytes = maxTextBytes;
  @state() private isEmpty = true;
  @query('textarea') private readonly field: HTMLTextAreaElement | null | undefined;

  /** Text that was handed to the model and still stands in the field. */
  #sent = '';
  #sentAt = -Infinity;

  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.language) return nothing;
    const { locale, words } = this.language;
    const { leftBytes } = this;
    return html`<div class="composer" part="composer">
        <textarea
          part="input"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          aria-label=${this.label || words.write}
          aria-invalid=${leftBytes < 0 ? 'true' : 'false'}
          aria-describedby="left"
          placeholder=${this.label || words.write}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
        ></textarea>
        <button
          type="button"
          class="send"
          part="send-button"
          aria-label=${words.send}
          ?disabled=${this.isEmpty || leftBytes < 0}
          @click=${this.#onSend}
        >
          ${sendIcon}
        </button>
      </div>
      <p id="left" class="left ${leftBytes < 0 ? 'over' : ''}" role="status">
        ${leftBytes < 0 ? format(words.tooLong, { part: excess(leftBytes, locale) }) : leftBytes < warnBelowBytes ? words.left : nothing}
      </p>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.field && (changed.has('draft') || changed.has('language'))) this.#adoptDraft(this.field);
  }

  /** Takes over the model's draft, but never words that were typed in the meantime. */
  #adoptDraft(field: HTMLTextAreaElement): void {
    if (this.draft === field.value) return;
    if (this.#sent && !this.draft) {
      const rest = field.value.startsWith(this.#sent) ? field.value.slice(this.#sent.length) : field.value;
      this.#sent = '';
      field.value = rest;
      if (rest) this.#report(rest);
    } else if (!field.value || !field.matches(':focus')) {
      field.value = this.draft;
    }
    this.#measure(field);
  }

  #measure(field: HTMLTextAreaElement): void {
    this.isEmpty = !field.value.trim();
    this.leftBytes = maxTextBytes - new TextEncoder().encode(field.value).length;
    field.style.blockSize = 'auto';
    if (field.scrollHeight) field.style.blockSize = `${String(field.scrollHeight)}px`;
  }

  #report(text: string): void {
    this.dispatchEvent(new RequestEvent({ type: 'draft', text }));
  }

  #onInput(): void {
    const { field } = this;
    if (!field) return;
    this.#measure(field);
    this.#report(field.value);
  }

  #onKeyDown(event: KeyboardEvent): void {
    // Safari ends a composition before it tells the Enter that ended it; nothing but the old code says so.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.#onSend(event);
  }

  #onSend(event: Event): void {
    const { field } = this;
    if (!field || this.isEmpty || this.leftBytes < 0) return;
    field.focus();
    const isRepeated = field.value === this.#sent && event.timeStamp - this.#sentAt < repeatedSendMs;
    if (isRepeated) return;
    this.#sent = field.value;
    this.#sentAt = event.timeStamp;
    // The field is emptied when the model's draft is: one that the model has lost would stay, and be sent twice.
    if (this.draft !== field.value) this.#report(field.value);
    this.dispatchEvent(new RequestEvent({ type: 'send', text: field.value.trim() }));
  }
}

/** How much of a text does not fit. Of the text, since what counts are bytes, and one letter is one of them or four. */
function excess(leftBytes: number, locale: string): string {
  const part = Math.ceil((-100 * leftBytes) / (maxTextBytes - leftBytes)) / 100;
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(part);
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-composer': ComposerElement;
  }
}
