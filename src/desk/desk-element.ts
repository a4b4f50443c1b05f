import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DeskModel, DeskRequest, DeskState } from '../chat/model/desk-state.js';
import { base } from '../ui/base.styles.js';
import { launcherIcon } from './icons.js';
import { LanguageController } from '../ui/language.js';
import { ModelController } from '../ui/model-controller.js';
import { composerParts, dialogParts, menuParts, threadParts } from '../ui/parts.js';
import type { RequestEvent } from '../ui/request-event.js';
import { stripStyles } from '../ui/strip.styles.js';
import { tokens } from '../ui/tokens.styles.js';
import { ViewportController } from '../ui/viewport-controller.js';
import { deskErrorText, deskWords, type DeskLanguage } from './desk-language.js';
import { gateStyles } from './gate.styles.js';
import { deskStyles } from './desk.styles.js';

/** What the page wishes of the desk; the shell's settings fit. */
export interface DeskSettings {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'auto' | 'light' | 'dark';
}

const inboxParts = `rail,availability,search,list,row,take-button,note,${threadParts},${composerParts},${menuParts},${dialogParts}`;
const recoveryParts = 'recovery,qr';

/**
 * The agents' desk: draws the model's snapshots, from the first set-up to the open inbox.
 *
 * @csspart desk - everything
 */
export class DeskElement extends LitElement {
  static override readonly styles = [tokens, base, stripStyles, gateStyles, deskStyles];

  @property({ attribute: false }) model: DeskModel | undefined;
  @property({ attribute: false }) settings: DeskSettings = { lang: 'en', dir: 'ltr', theme: 'auto' };

  readonly #language = new LanguageController(this, deskWords, () => this.settings.lang);

  constructor() {
    super();
    new ModelController(this, () => this.model);
    new ViewportController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('exportparts', `desk,${recoveryParts},${inboxParts}`);
  }

  protected override willUpdate(): void {
    this.setAttribute('theme', this.settings.theme);
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.model?.state;
    const { language } = this.#language;
    if (!state || !language) return nothing;
    return html`<div
      class="desk ${state.phase === 'open' ? '' : 'closed'}"
      part="desk"
      lang=${language.locale}
      dir=${this.settings.dir === 'rtl' ? 'rtl' : language.words.dir}
      @request=${this.#onRequest}
    >
      ${this.#phase(state, language)}
    </div>`;
  }

  #phase(desk: DeskState, language: DeskLanguage): TemplateResult {
    const { team } = language.words;
    switch (desk.phase) {
      case 'welcome':
        return html`<secure-chat-welcome .desk=${desk} .language=${language}></secure-chat-welcome>`;
      case 'recovery':
        return html`<secure-chat-recovery
          exportparts=${recoveryParts}
          .desk=${desk}
          .language=${language}
        ></secure-chat-recovery>`;
      case 'locked':
        return html`<secure-chat-locked
          exportparts=${dialogParts}
          .desk=${desk}
          .language=${language}
        ></secure-chat-locked>`;
      case 'open':
        return html`<secure-chat-inbox
          exportparts=${inboxParts}
          .desk=${desk}
          .language=${language}
        ></secure-chat-inbox>`;
      case 'loading':
        return html`<main class="center" aria-busy="true">
          <span class="brand">${launcherIcon}</span>
          <p class="lead" role="status">${team.loading}</p>
        </main>`;
      case 'signed-out':
        return html`<main class="center">
          <span class="brand">${launcherIcon}</span>
          <h1>${team.signedOut}</h1>
          <p class="lead">${team.signedOutHelp}</p>
        </main>`;
      case 'failed': {
        const [what, help] = deskErrorText(desk.code, language.words);
        return html`<main class="center">
          <span class="brand">${launcherIcon}</span>
          <div role="alert" class="told">
            <h1>${what}</h1>
            <p class="lead">${help}</p>
          </div>
          <button type="button" class="main" @click=${this.#onReload}>${team.reload}</button>
          <code class="small-code">${desk.code}</code>
        </main>`;
      }
    }
  }

  #onReload(): void {
    location.reload();
  }

  #onRequest(event: RequestEvent<DeskRequest>): void {
    event.stopPropagation();
    this.model?.request(event.request);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-desk': DeskElement;
  }
}
