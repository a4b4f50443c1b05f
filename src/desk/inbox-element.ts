import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DeskOpenState, DeskRequest } from '../chat/state.js';
import { avatarStyles } from '../ui/avatar.styles.js';
import { base } from '../ui/base.styles.js';
import type { ComposerElement } from '../ui/composer-element.js';
import { RequestEvent } from '../ui/request-event.js';
import { strip } from '../ui/strip.js';
import { stripStyles } from '../ui/strip.styles.js';
import { accountMenu } from './account-menu.js';
import { deskFault, type DeskLanguage } from './desk-language.js';
import { emptyPane } from './empty-pane.js';
import type { InboxActions, InboxOver } from './inbox-actions.js';
import { keyOf } from './inbox-keys.js';
import { inboxOver } from './inbox-over.js';
import { inboxStyles } from './inbox.styles.js';
import type { ListElement } from './list-element.js';
import { listPane } from './list-pane.js';
import { rail } from './rail.js';
import { sidePane } from './side-pane.js';
import { sideStyles } from './side.styles.js';
import { threadPane } from './thread-pane.js';
import { threadPaneStyles } from './thread-pane.styles.js';
import { WidthController } from './width-controller.js';

/**
 * The open desk: list, conversation and what is known beside it; on phones one after the other.
 *
 * @fires request
 */
export class InboxElement extends LitElement {
  static override readonly styles = [
    base,
    avatarStyles,
    stripStyles,
    threadPaneStyles,
    inboxStyles,
    sideStyles,
  ];

  @property({ attribute: false }) desk: DeskOpenState | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private over: InboxOver | undefined;
  @query('secure-chat-list') private readonly list: ListElement | null | undefined;
  @query('secure-chat-composer') private readonly composer: ComposerElement | null | undefined;

  readonly #width = new WidthController(this);
  readonly #actions: InboxActions = {
    ask: request => {
      this.#ask(request);
    },
    show: over => {
      this.#show(over);
    },
    leave: () => {
      this.list?.focusRow(0);
      this.#ask({ type: 'select', conversation: undefined });
    },
    answerNext: () => {
      this.#answerNext();
    },
  };

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language, over } = this;
    if (!desk || !language) return nothing;
    const { words } = language;
    const { thread } = desk;
    const isWide = this.#width.isWide;
    const account = accountMenu(
      desk,
      words,
      { isOpen: over === 'account', isRail: !this.#width.isPhone },
      this.#actions,
    );
    return html`<main
      class="inbox ${thread ? 'has-thread' : desk.rows.length || desk.search ? '' : 'first-run'}"
      tabindex="-1"
      @keydown=${this.#onKeyDown}
      @request=${this.#onRequest}
    >
      ${this.#width.isPhone ? nothing : rail(desk, words.team, account, this.#actions)}
      <div class="notes" role="status">${this.#notes(desk, language)}</div>
      ${listPane(desk, language, this.#width.isPhone ? account : html``, this.#actions)}
      ${thread ? threadPane(thread, language, over, this.#actions) : emptyPane(desk, words, this.#actions)}
      ${
        thread && isWide
          ? html`<aside aria-label=${words.team.details}>${sidePane(thread, language, this.#actions)}</aside>`
          : nothing
      }
      ${inboxOver(over, desk, language, this.#actions)}
    </main>`;
  }

  #notes(desk: DeskOpenState, { words }: DeskLanguage): unknown {
    const { trouble, connection, cardEndsInDays } = desk;
    const code = trouble?.code ?? (connection === 'offline' ? 'node-unreachable' : undefined);
    const onRetry = (): void => {
      this.#ask({ type: 'retry' });
    };
    if (code)
      return strip({
        fault: deskFault(code, words),
        code,
        action: trouble?.href ? words.elsewhere : words.retry,
        href: trouble?.href,
        onAction: (trouble?.canRetry ?? true) ? onRetry : undefined,
      });
    return cardEndsInDays > 0
      ? html`<div class="strip"><p>${words.team.cardEnds(cardEndsInDays)}</p></div>`
      : nothing;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.inbox')?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('desk')) return;
    const { thread } = this.desk ?? {};
    const before = changed.get('desk')?.thread;
    if (!thread || thread.id === before?.id || changed.get('desk') === undefined) return;
    // A touch device would cover the conversation with its keyboard: there the name takes the focus.
    const { composer } = this;
    if (matchMedia('(pointer: coarse)').matches || !composer)
      this.renderRoot.querySelector<HTMLElement>('#who')?.focus();
    else
      void composer.updateComplete.then(() => {
        composer.focus();
      });
  }

  #ask(request: DeskRequest): void {
    this.dispatchEvent(new RequestEvent(request));
  }

  /** A menu or dialog that goes gives the focus back to the button it came from. */
  #show(over: InboxOver | undefined): void {
    const menu = this.shadowRoot?.activeElement;
    if (menu?.localName === 'secure-chat-menu') menu.parentElement?.querySelector('button')?.focus();
    this.over = over === this.over ? undefined : over;
  }

  #answerNext(): void {
    const open = this.desk?.thread?.id;
    const next = this.desk?.rows.find(row => row.section === 'waiting' && row.id !== open);
    if (next) this.#ask({ type: 'select', conversation: next.id });
  }

  #onRequest(event: RequestEvent<DeskRequest>): void {
    if (event.target === this) return;
    event.stopPropagation();
    this.#ask(event.request);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const step = { j: 1, k: -1 }[event.key];
    const key = keyOf(event);
    const { desk } = this;
    if (!desk || (step === undefined && !key)) return;
    const [target] = event.composedPath();
    const isWriting = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (step !== undefined && (isWriting || event.ctrlKey || event.metaKey || event.altKey)) return;
    event.preventDefault();
    if (step !== undefined) this.list?.focusRow(step);
    else if (key === 'search') this.list?.focusSearch();
    else if (key === 'keys') this.#show('keys');
    else if (key === 'next') this.#answerNext();
    else if (key === 'reply') this.composer?.focus();
    else if (key === 'available') this.#ask({ type: 'available', on: !desk.isAvailable });
    else if (key === 'sound') this.#ask({ type: 'sound', on: !desk.hasSound });
    else if (key === 'take' && desk.thread && desk.thread.section !== 'yours') this.#ask({ type: 'take' });
    else if (key === 'info' && desk.thread && !this.#width.isWide) this.#show('details');
    else if (key === 'info') this.renderRoot.querySelector<HTMLElement>('.note')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-inbox': InboxElement;
  }
}
