import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DeskRequest, DeskState } from '../chat/model/desk-state.js';
import { base } from '../ui/base.styles.js';
import { launcherIcon } from './icons.js';
import { RequestEvent } from '../ui/request-event.js';
import { stripStyles } from '../ui/strip.styles.js';
import { format } from '../words/format.js';
import { confirmDialog } from './confirm-dialog.js';
import type { DeskLanguage } from './desk-language.js';
import { errorNote } from './error-note.js';
import { gateStyles } from './gate.styles.js';

/**
 * The closed door of a desk: one passphrase opens it.
 *
 * @fires request
 */
export class LockedElement extends LitElement {
  static override readonly styles = [base, stripStyles, gateStyles];

  @property({ attribute: false }) desk: Extract<DeskState, { phase: 'locked' }> | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private isRemoving = false;
  @query('[name=passphrase]') private readonly field: HTMLInputElement | null | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    return html`<main>
      <span class="brand">${launcherIcon}</span>
      <h1>${desk.memberName ? format(team.welcomeBack, { member: desk.memberName }) : team.welcome}</h1>
      <p class="lead">${desk.businessName}</p>
      <form @submit=${this.#onSubmit}>
        <input hidden name="username" autocomplete="username" .value=${desk.memberName} />
        <label
          >${team.passphrase}
          <input
            name="passphrase"
            type="password"
            required
            autocomplete="current-password"
            aria-describedby="fault"
            aria-invalid=${desk.error ? 'true' : 'false'}
          />
        </label>
        ${errorNote(desk.error, language.words)}
        <button type="submit" class="main" ?disabled=${desk.isBusy}>
          ${desk.isBusy ? team.busy : team.unlock}
        </button>
      </form>
      <p class="fact">${team.forgotten}</p>
      <button type="button" class="plain" @click=${this.#onRemove}>${team.remove}</button>
      ${
        this.isRemoving
          ? confirmDialog(
              language.words,
              { heading: team.remove, text: team.removeHelp, action: team.removeNow, isDanger: true },
              { onConfirm: this.#onConfirm, onLeave: this.#onLeave },
            )
          : nothing
      }
    </main>`;
  }

  protected override firstUpdated(): void {
    this.field?.focus();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const passphrase = this.field?.value ?? '';
    this.#ask({ type: 'unlock', passphrase });
  }

  #onRemove(): void {
    this.isRemoving = true;
  }

  readonly #onLeave = (): void => {
    this.isRemoving = false;
  };

  readonly #onConfirm = (): void => {
    this.#ask({ type: 'sign-out', erase: true });
  };

  #ask(request: DeskRequest): void {
    this.dispatchEvent(new RequestEvent(request));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-locked': LockedElement;
  }
}
