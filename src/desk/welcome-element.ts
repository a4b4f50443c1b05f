import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DeskRequest, DeskState } from '../chat/model/desk-state.js';
import { base } from '../ui/base.styles.js';
import { launcherIcon } from './icons.js';
import { RequestEvent } from '../ui/request-event.js';
import { stripStyles } from '../ui/strip.styles.js';
import type { DeskLanguage } from './desk-language.js';
import { errorNote } from './error-note.js';
import { gateStyles } from './gate.styles.js';
import { minPassphraseLength, passphraseStrength } from './passphrase.js';

type WelcomeState = Extract<DeskState, { phase: 'welcome' }>;

/**
 * The first minutes of a desk: a new business, or one that is restored with its recovery code.
 *
 * @fires request
 */
export class WelcomeElement extends LitElement {
  static override readonly styles = [base, stripStyles, gateStyles];

  @property({ attribute: false }) desk: WelcomeState | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private passphrase = '';
  @state() private isShown = false;
  @state() private isShort = false;
  @state() private hasChosenCode = false;

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    if (desk.mode === 'no-link' && !this.hasChosenCode)
      return html`<main>
        <span class="brand">${launcherIcon}</span>
        <h1>${team.noLink}</h1>
        <p class="lead">${team.noLinkHelp}</p>
        <code class="command">npx secure-chat init</code>
        ${errorNote(desk.error, language.words)}
        <button type="button" class="plain" @click=${this.#onCode}>${team.haveCode}</button>
      </main>`;
    const isSetUp = desk.mode === 'set-up' && !this.hasChosenCode;
    return html`<main>
      <span class="brand">${launcherIcon}</span>
      <h1>${isSetUp ? team.setUp : team.restore}</h1>
      <p class="lead">${isSetUp ? team.setUpHelp : team.restoreHelp}</p>
      <form @submit=${this.#onSubmit}>
        ${
          isSetUp
            ? html`<label
                >${team.businessName}
                <input
                  name="business"
                  required
                  pattern=".*\\S.*"
                  maxlength="80"
                  autocomplete="organization"
                />
              </label>`
            : this.#code(desk, language)
        }
        <label
          >${team.memberName}
          <input name="member" required pattern=".*\\S.*" maxlength="40" autocomplete="nickname" />
        </label>
        ${this.#passphrase(language)}
        ${errorNote(this.isShort ? 'passphrase-weak' : desk.error, language.words)}
        <button type="submit" class="main" ?disabled=${desk.isBusy}>
          ${desk.isBusy ? team.busy : isSetUp ? team.setUpNow : team.restoreNow}
        </button>
      </form>
    </main>`;
  }

  #code(desk: WelcomeState, { words: { team } }: DeskLanguage): TemplateResult {
    if (desk.hasCode) return html`<p class="lead">✓ ${team.codeThere}</p>`;
    return html`<label
      >${team.code}
      <textarea
        name="code"
        required
        rows="3"
        dir="ltr"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
      ></textarea>
    </label>`;
  }

  #passphrase({ words: { team } }: DeskLanguage): TemplateResult {
    const strength = passphraseStrength(this.passphrase);
    return html`<label
        >${team.passphrase}
        <input
          name="passphrase"
          type=${this.isShown ? 'text' : 'password'}
          required
          autocomplete="new-password"
          aria-describedby="advice fault"
          aria-invalid=${this.isShort ? 'true' : 'false'}
          @input=${this.#onPassphrase}
        />
      </label>
      <div class="advice">
        <span class="bar" part="strength"><i class=${strength}></i></span>
        <span id="advice" role="status">${team.strength[strength]}</span>
      </div>
      <label class="check">
        <input type="checkbox" .checked=${this.isShown} @change=${this.#onShow} /> ${team.showPassphrase}
      </label>`;
  }

  #onCode(): void {
    this.hasChosenCode = true;
  }

  #onShow(): void {
    this.isShown = !this.isShown;
  }

  #onPassphrase(event: InputEvent): void {
    if (event.target instanceof HTMLInputElement) this.passphrase = event.target.value;
    this.isShort = false;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const read = (name: string): string => {
      const field = form.elements.namedItem(name);
      return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
    };
    const passphrase = read('passphrase');
    this.isShort = Array.from(passphrase).length < minPassphraseLength;
    if (this.isShort) {
      form.querySelector<HTMLElement>('[name=passphrase]')?.focus();
      return;
    }
    const memberName = read('member').trim();
    const request: DeskRequest = form.elements.namedItem('business')
      ? { type: 'set-up', businessName: read('business').trim(), memberName, passphrase }
      : { type: 'restore', code: read('code').trim().replace(/\s+/g, ' '), memberName, passphrase };
    this.dispatchEvent(new RequestEvent(request));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-welcome': WelcomeElement;
  }
}
