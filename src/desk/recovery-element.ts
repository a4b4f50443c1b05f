import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DeskRequest, DeskState } from '../chat/model/desk-state.js';
import { base } from '../ui/base.styles.js';
import { RequestEvent } from '../ui/request-event.js';
import { format } from '../words/format.js';
import type { DeskLanguage } from './desk-language.js';
import { gateStyles } from './gate.styles.js';
import type { qrCode } from './qr-code.js';
import { recoveryStyles } from './recovery.styles.js';

/**
 * The recovery code, shown once: twelve words to print or write down, and a check that somebody did.
 *
 * @fires request
 */
export class RecoveryElement extends LitElement {
  static override readonly styles = [base, gateStyles, recoveryStyles];

  @property({ attribute: false }) desk: Extract<DeskState, { phase: 'recovery' }> | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private isWrong = false;
  /** Loaded when the code is shown, as that happens once: the words are there without it. */
  @state() private drawCode: typeof qrCode | undefined;
  /** Which word is asked for: another one each time, so that nobody learns to copy one. */
  readonly #asked = Math.floor(Math.random() * 12);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadCode();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    return html`<main>
      <h1>${team.recovery}</h1>
      <p class="lead">${format(team.recoveryHelp, { business: desk.businessName || language.words.shop })}</p>
      <div class="sheet" part="recovery">
        <ol>
          ${desk.words.map(word => html`<li>${word}</li>`)}
        </ol>
        <div class="codes">
          ${this.drawCode?.(desk.words.join(' '), team.qr)}
          <div>
            <p><strong>${desk.businessName}</strong></p>
            <p class="fact">${team.fingerprint}</p>
            <code>${desk.business}</code>
          </div>
        </div>
      </div>
      <form @submit=${this.#onSubmit}>
        <label
          >${format(team.wordNumber, { position: String(this.#position + 1) })}
          <input
            name="word"
            required
            dir="ltr"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby="wrong"
            aria-invalid=${this.isWrong ? 'true' : 'false'}
          />
        </label>
        <div role="alert" id="wrong">
          ${this.isWrong ? html`<div class="fault">${team.wordWrong}</div>` : nothing}
        </div>
        <div class="row">
          <button type="button" class="plain" @click=${this.#onPrint}>${team.print}</button>
          <button type="submit" class="main">${team.kept}</button>
        </div>
      </form>
    </main>`;
  }

  async #loadCode(): Promise<void> {
    try {
      this.drawCode = (await import('./qr-code.js')).qrCode;
    } catch {
      // Without a connection the words alone are kept: they are the code.
    }
  }

  get #position(): number {
    return this.#asked % Math.max(1, this.desk?.words.length ?? 1);
  }

  #onPrint(): void {
    window.print();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector('input');
    const typed = field?.value.trim().toLowerCase();
    this.isWrong = typed !== this.desk?.words[this.#position]?.toLowerCase();
    if (this.isWrong) field?.focus();
    else this.dispatchEvent(new RequestEvent<DeskRequest>({ type: 'recovery-kept' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-recovery': RecoveryElement;
  }
}
