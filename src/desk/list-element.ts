import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ConversationRow, DeskOpenState, DeskRequest } from '../chat/model/desk-state.js';
import type { ConversationId } from '../wire/ids.js';
import { avatar } from '../ui/avatar.js';
import { avatarStyles } from '../ui/avatar.styles.js';
import { base } from '../ui/base.styles.js';
import { isComposing } from '../ui/is-composing.js';
import { RequestEvent } from '../ui/request-event.js';
import { format, plural } from '../words/format.js';
import { ClockController } from './clock-controller.js';
import type { DeskLanguage } from './desk-language.js';
import { minutesSince, shortAge, shortTime } from './duration.js';
import { searchIcon } from './icons.js';
import { listStyles } from './list.styles.js';
import { rowName } from './row-name.js';

const drawnAtOnce = 200;
const sections = ['waiting', 'yours', 'colleagues'] as const;

/**
 * The desk's list: who waits longest stands first. Rows are drawn as one scrolls.
 *
 * @slot - below the search field
 * @fires request
 * @csspart search - the search field
 * @csspart list - all rows
 * @csspart row - one conversation
 */
export class ListElement extends LitElement {
  static override readonly styles = [base, avatarStyles, listStyles];

  @property({ attribute: false }) desk: DeskOpenState | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @state() private limit = drawnAtOnce;
  @query('input') private readonly field: HTMLInputElement | null | undefined;

  constructor() {
    super();
    new ClockController(this);
  }

  focusSearch(): void {
    this.field?.focus();
    this.field?.select();
  }

  /** Moves the focus by rows; from outside the list it goes to the open one or the first. */
  focusRow(step: number): void {
    const rows = this.#rows;
    const index = rows.findIndex(row => row.matches(':focus'));
    const current = rows.findIndex(row => row.ariaCurrent === 'true');
    const target = index < 0 ? Math.max(0, current) : Math.min(Math.max(0, index + step), rows.length - 1);
    rows[target]?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    const drawn = desk.rows.slice(0, this.limit);
    const titles = { waiting: team.waiting, yours: team.yours, colleagues: team.colleagues };
    return html`<div class="search">
        ${searchIcon}
        <input
          type="search"
          part="search"
          aria-label=${team.search}
          aria-keyshortcuts="/"
          placeholder=${team.search}
          @input=${this.#onSearch}
          @keydown=${this.#onSearchKey}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <slot></slot>
      <div class="scroll" part="list" @scroll=${this.#onScroll} @keydown=${this.#onKeyDown}>
        ${sections.map(section => {
          const rows = drawn.filter(row => row.section === section);
          if (!rows.length) return nothing;
          const count = desk.rows.filter(row => row.section === section).length;
          return html`<h2>
              <span>${titles[section]}</span
              ><span>${new Intl.NumberFormat(language.locale).format(count)}</span>
            </h2>
            <ul>
              ${rows.map(row => html`<li>${this.#row(row, language, desk.thread?.id)}</li>`)}
            </ul>`;
        })}
        ${!desk.rows.length && desk.search ? html`<p class="none fact">${team.searchNone}</p>` : nothing}
      </div>`;
  }

  #row(
    row: ConversationRow,
    { locale, words }: DeskLanguage,
    open: ConversationId | undefined,
  ): TemplateResult {
    const { team } = words;
    const name = rowName(row, team);
    const last =
      row.lastText &&
      (row.section === 'colleagues' && row.lastIsOwn && row.colleague
        ? format(team.colleagueSaid, { colleague: row.colleague, text: row.lastText })
        : row.lastIsOwn
          ? format(team.youSaid, { text: row.lastText })
          : row.lastText);
    const waits = row.waitingSince > 0;
    const wait = waits ? shortTime(locale, minutesSince(row.waitingSince, Date.now())) : '';
    return html`<button
      type="button"
      class="row"
      part="row"
      aria-current=${row.id === open ? 'true' : 'false'}
      @click=${() => {
        this.#ask({ type: 'select', conversation: row.id });
      }}
    >
      ${avatar(row.name || row.pageTitle || '?', { presence: row.visitorOnline ? words.here : words.notHere, isHere: row.visitorOnline })}
      <span class="texts">
        <span class="name" dir="auto">${name}</span>
        <span class="last fact" dir="auto">${last}</span>
      </span>
      <span class="side">
        ${
          waits
            ? html`<span class="wait"
                ><span class="unseen">${format(team.waitingFor, { time: wait })}</span
                ><span aria-hidden="true">${wait}</span></span
              >`
            : html`<span class="meta">${shortAge(locale, row.lastAt, Date.now())}</span>`
        }
        ${
          row.unread
            ? html`<span class="count"
                ><span aria-hidden="true">${row.unread}</span
                ><span class="unseen">${plural(words.lang, words.unread, row.unread)}</span></span
              >`
            : nothing
        }
      </span>
    </button>`;
  }

  /** The field shows the model's search, but never takes back what is being typed. */
  protected override updated(): void {
    if (this.field && !this.field.matches(':focus')) this.field.value = this.desk?.search ?? '';
  }

  get #rows(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.row')];
  }

  #ask(request: DeskRequest): void {
    this.dispatchEvent(new RequestEvent(request));
  }

  #onScroll(event: Event): void {
    const { currentTarget: list } = event;
    if (!(list instanceof HTMLElement) || this.limit >= (this.desk?.rows.length ?? 0)) return;
    if (list.scrollHeight - list.scrollTop - list.clientHeight < list.clientHeight) this.limit += drawnAtOnce;
  }

  #onSearch(): void {
    this.limit = drawnAtOnce;
    this.#ask({ type: 'search', text: this.field?.value ?? '' });
  }

  #onSearchKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') this.focusRow(0);
    else if (event.key === 'Escape' && this.field?.value) {
      this.field.value = '';
      this.#onSearch();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.focusRow(step);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-list': ListElement;
  }
}
