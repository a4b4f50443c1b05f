import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DraftState } from '../chat/model/thread-state.js';
import { maxTextBytes } from '../wire/limits.js';
import { format } from '../words/format.js';
import { base } from './base.styles.js';
import { composerStyles } from './composer.styles.js';
import { FieldDraft } from './field-draft.js';
import { sendIcon } from './icons.js';
import { isComposing } from './is-composing.js';
import type { Language } from './language.js';
import { RequestEvent } from './request-event.js';

const warnBelowBytes = 200;
const nothingTyped: DraftState = { place: '', text: '', revision: 0, returned: [] };

/**
 * Where one writes. Enter takes the text out of the field in the same task and hands exactly that on; what may come back
 * into the field, and when, is `FieldDraft`'s to say.
 *
 * @fires request
 * @csspart composer - field and button
 * @csspart input - the field
 * @csspart send-button - sends
 */
export class ComposerElement extends LitElement {
  static override readonly styles = [base, composerStyles];

  @property({ attribute: false }) draft = nothingTyped;
  @property({ attribute: false }) language: Language | undefined;
  @property() label = '';

  @state() private leftBytes = maxTextBytes;
  @state() private isEmpty = true;
  @query('textarea') private readonly field: HTMLTextAreaElement | null | undefined;

  readonly #draft = new FieldDraft();

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
          enterkeyhint=${this.#isEnterNewLine ? 'enter' : 'send'}
          autocomplete="off"
          aria-label=${this.label || words.write}
          aria-invalid=${leftBytes < 0 ? 'true' : 'false'}
          aria-describedby="left"
          placeholder=${this.label || words.write}
          @input=${this.#onInput}
          @compositionstart=${this.#onComposition}
          @compositionend=${this.#onComposition}
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
    if (this.field && (changed.has('draft') || changed.has('language'))) this.#adopt(this.field);
  }

  #adopt(field: HTMLTextAreaElement): void {
    const adopted = this.#draft.adopt(this.draft, field.value);
    if (adopted) field.value = adopted.value;
    this.#measure(field);
    if (adopted && adopted.returned.length > 0)
      this.dispatchEvent(
        new RequestEvent({ type: 'draft', text: adopted.value, returned: adopted.returned }),
      );
  }

  #measure(field: HTMLTextAreaElement): void {
    this.isEmpty = !field.value.trim();
    this.leftBytes = maxTextBytes - new TextEncoder().encode(field.value).length;
    field.style.blockSize = 'auto';
    // What scrolls is without the border, what is set is with it.
    const border = field.offsetHeight - field.clientHeight;
    if (field.scrollHeight) field.style.blockSize = `${String(field.scrollHeight + border)}px`;
  }

  #onInput(): void {
    const { field } = this;
    if (!field) return;
    this.#measure(field);
    this.dispatchEvent(new RequestEvent({ type: 'draft', text: field.value }));
  }

  #onComposition({ type }: CompositionEvent): void {
    this.#draft.isComposing = type === 'compositionstart';
    if (this.field) this.#adopt(this.field);
  }

  /** A keyboard on the glass has no Shift and Enter for a second line: there the button sends. */
  get #isEnterNewLine(): boolean {
    return matchMedia('(pointer: coarse)').matches;
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    if (this.#isEnterNewLine && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#onSend();
  }

  #onSend(): void {
    const { field } = this;
    if (!field || this.isEmpty || this.leftBytes < 0) return;
    // A button may send without taking the focus: the composition ends first, or it brings its word back.
    if (this.#draft.isComposing) field.blur();
    field.focus();
    const text = field.value;
    field.value = '';
    this.#measure(field);
    this.dispatchEvent(new RequestEvent({ type: 'send', text }));
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
