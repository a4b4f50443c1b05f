import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DeskRequest, DeskState } from '../chat/state.js';
import { base } from '../ui/base.styles.js';
import { RequestEvent } from '../ui/request-event.js';
import type { DeskLanguage } from './desk-language.js';
import { gateStyles } from './gate.styles.js';
import { qrCode } from './qr-code.js';

/**
 * The recovery code, shown once: twelve words to print or write down, and a check that somebody did.
 *
 * @fires request
 */
export class RecoveryElement extends LitElement {
  static override readonly styles = [
    base,
    gateStyles,
    css`
      main {
        max-inline-size: 620px;
      }
      .sheet {
        display: grid;
        gap: 16px;
        padding: 20px;
        border: 1px solid var(--_line);
        border-radius: 16px;
        background: var(--_surface);
      }
      ol {
        columns: 3;
        direction: ltr;
        counter-reset: word;
      }
      li {
        padding: 5px 0;
        font:
          600 16px/1.5 ui-monospace,
          monospace;
        counter-increment: word;
        break-inside: avoid;
      }
      li::before {
        display: inline-block;
        inline-size: 3ch;
        color: var(--_ink-3);
        font-weight: 400;
        content: counter(word);
      }
      .codes {
        display: flex;
        align-items: center;
        gap: 16px;
      }
      .codes code {
        display: block;
        color: var(--_ink-2);
        font:
          13px/1.4 ui-monospace,
          monospace;
        overflow-wrap: anywhere;
      }
      .qr {
        inline-size: 128px;
        block-size: 128px;
        border-radius: 8px;
        background: white;
        fill: black;
        stroke: none;
        forced-color-adjust: none;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }
      .row .main {
        flex: 1;
      }
      @media (max-width: 480px) {
        ol {
          columns: 2;
        }
      }
      @media print {
        :host {
          color-scheme: light;
          block-size: auto;
          background: none;
        }
        form {
          display: none;
        }
        .sheet {
          border: 0;
          padding: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) desk: Extract<DeskState, { phase: 'recovery' }> | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private isWrong = false;
  /** Which word is asked for: another one each time, so that nobody learns to copy one. */
  readonly #asked = Math.floor(Math.random() * 12);

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    return html`<main>
      <h1>${team.recovery}</h1>
      <p class="lead">${team.recoveryHelp(desk.businessName)}</p>
      <div class="sheet" part="recovery">
        <ol>
          ${desk.words.map(word => html`<li>${word}</li>`)}
        </ol>
        <div class="codes">
          ${qrCode(desk.words.join(' '), team.qr)}
          <div>
            <p><strong>${desk.businessName}</strong></p>
            <p class="fact">${team.fingerprint}</p>
            <code>${desk.business}</code>
          </div>
        </div>
      </div>
      <form @submit=${this.#onSubmit}>
        <label
          >${team.wordNumber(this.#position + 1)}
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
