import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { UnlockedDeskState, DeskRequest } from '../chat/model/desk-state.js';
import { avatarStyles } from '../ui/avatar.styles.js';
import { base } from '../ui/base.styles.js';
import type { ComposerElement } from '../ui/composer-element.js';
import { KeepFocusController } from '../ui/keep-focus-controller.js';
import { RequestEvent, type PartRequest } from '../ui/request-event.js';
import { stripStyles } from '../ui/strip.styles.js';
import { accountMenu } from './account-menu.js';
import type { DeskLanguage } from './desk-language.js';
import { emptyPane } from './empty-pane.js';
import type { InboxActions, InboxOver } from './inbox-actions.js';
import { keyOf, type InboxKey } from './inbox-shortcuts.js';
import { inboxOver } from './inbox-overlay.js';
import { inboxStyles } from './inbox.styles.js';
import type { ListElement } from './list-element.js';
import { listPane } from './list-pane.js';
import { inboxBanner } from './inbox-banner.js';
import { rail } from './rail.js';
import { sidePane } from './side-pane.js';
import { sideStyles } from './side.styles.js';
import { threadPane } from './thread-pane.js';
import { threadPaneStyles } from './thread-pane.styles.js';
import { toneStyles } from './tones.styles.js';
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
    toneStyles,
  ];

  @property({ attribute: false }) desk: UnlockedDeskState | undefined;
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

  constructor() {
    super();
    new KeepFocusController(this);
  }

  /** A touch device would cover the conversation with its keyboard: there the view takes the focus, not the field. */
  override focus(): void {
    const field = matchMedia('(pointer: coarse)').matches ? undefined : this.composer;
    (field ?? this.renderRoot.querySelector<HTMLElement>('.inbox'))?.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKeyDown);
  }

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
      @request=${this.#onRequest}
    >
      ${this.#width.isPhone ? nothing : rail(desk, words.team, account, this.#actions)}
      <div class="notes" role="status">${inboxBanner(desk, words, this.#actions)}</div>
      ${listPane(desk, language, this.#width.isPhone ? account : html``, this.#actions)}
      ${thread ? threadPane(thread, desk.connection, language, over, this.#actions) : emptyPane(desk, words, this.#actions)}
      ${
        thread && isWide
          ? html`<aside aria-label=${words.team.details}>${sidePane(thread, language, this.#actions)}</aside>`
          : nothing
      }
      ${inboxOver(over, desk, language, this.#actions)}
    </main>`;
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

  /** What a part asks for is asked of the conversation in view, whichever the engine draws next. */
  #onRequest(event: RequestEvent<DeskRequest | PartRequest>): void {
    if (event.target === this) return;
    event.stopPropagation();
    const { request } = event;
    const conversation = this.desk?.thread?.id;
    if (!isOfThread(request)) this.#ask(request);
    else if (conversation !== undefined) this.#ask({ ...request, conversation });
  }

  /** Heard on the whole page: what had the focus may be gone, and the keys still work. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const key = keyOf(event);
    const run = key && this.#runs(key, event);
    if (!run) return;
    event.preventDefault();
    run();
  };

  /** What a key does now, if anything. */
  #runs(key: InboxKey, event: KeyboardEvent): (() => void) | undefined {
    const { desk } = this;
    if (!desk) return undefined;
    const { thread } = desk;
    const isMine = thread?.section === 'yours';
    const show = (over: InboxOver) => (): void => {
      this.#show(over);
    };
    const ask = (request: DeskRequest) => (): void => {
      this.#ask(request);
    };
    switch (key) {
      case 'move':
        return () => this.list?.focusRow(event.key === 'j' ? 1 : -1);
      case 'search':
        return () => this.list?.focusSearch();
      case 'next':
        return this.#actions.answerNext;
      case 'reply':
        return () => this.composer?.focus();
      case 'take':
        return thread && !isMine ? ask({ type: 'claim', conversation: thread.id }) : undefined;
      case 'end':
        return isMine ? show('end') : undefined;
      case 'info':
        return thread && (this.#width.isWide ? this.#focusNote : show('details'));
      case 'back':
        return thread && this.#actions.leave;
      case 'available':
        return ask({ type: 'available', on: !desk.isAvailable });
      case 'sound':
        return ask({ type: 'sound', on: !desk.hasSound });
      case 'lock':
      case 'account':
      case 'keys':
        return show(key);
      case 'open':
        return undefined;
    }
  }

  readonly #focusNote = (): void => {
    this.renderRoot.querySelector<HTMLElement>('secure-chat-note')?.focus();
  };
}

function isOfThread(request: DeskRequest | PartRequest): request is PartRequest {
  return ['draft', 'send', 'seen', 'earlier'].includes(request.type);
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-inbox': InboxElement;
  }
}
