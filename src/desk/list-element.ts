import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UnlockedDeskState, DeskRequest } from '../chat/model/desk-state.js';
import { avatarStyles } from '../ui/avatar.styles.js';
import { base } from '../ui/base.styles.js';
import { isComposing } from '../ui/is-composing.js';
import { RequestEvent } from '../ui/request-event.js';
import { formatter } from '../words/formatters.js';
import { ClockController } from './clock-controller.js';
import type { DeskLanguage } from './desk-language.js';
import { searchIcon } from './icons.js';
import type { ListSection } from './list-layout.js';
import { listItem } from './list-row.js';
import { ListWindow } from './list-window.js';
import { listStyles } from './list.styles.js';
import { toneStyles } from './tones.styles.js';

/**
 * The desk's list: who waits longest stands first. However many there are, only the rows near to what is seen are drawn,
 * and only those that changed are drawn anew.
 *
 * @slot - below the search field
 * @fires request
 * @csspart search - the search field
 * @csspart list - all rows
 * @csspart row - one conversation
 */
export class ListElement extends LitElement {
  static override readonly styles = [base, avatarStyles, toneStyles, listStyles];

  @property({ attribute: false }) desk: UnlockedDeskState | undefined;
  @property({ attribute: false }) language: DeskLanguage | undefined;

  @query('input') private readonly field: HTMLInputElement | null | undefined;
  readonly #window = new ListWindow(this);
  /** The row that Tab goes to: the last one that had the focus. */
  #stop: string | undefined;
  /** The row that had the focus before something changed. */
  #held: string | undefined;
  /** The search that the rows answer: it is heard of before they are. */
  #answered: string | undefined;

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
    const { layout } = this.#window;
    const place = layout.placeOf(this.#focused);
    const open = Math.max(0, layout.placeOf(this.desk?.thread?.id));
    const wanted = Math.min(Math.max(0, place < 0 ? open : place + step), layout.rows.length - 1);
    const row = layout.rows[wanted];
    if (!row) return;
    this.#window.show(wanted);
    this.#stop = row.id;
    this.requestUpdate();
    this.performUpdate();
    this.#buttonOf(row.id)?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#held = this.#focused;
    const { rows = [], search } = this.desk ?? {};
    if (!changed.has('desk') || changed.get('desk')?.rows === rows) return;
    const place = this.#window.layout.placeOf(this.#held);
    this.#window.fill(rows, search !== this.#answered);
    this.#answered = search;
    const { layout } = this.#window;
    // A row that goes hands the focus on to the one that takes its place.
    if (place >= 0 && layout.placeOf(this.#held) < 0)
      this.#held = layout.rows[Math.min(place, layout.rows.length - 1)]?.id;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { desk, language } = this;
    if (!desk || !language) return nothing;
    const { team } = language.words;
    const { layout } = this.#window;
    const stop = Math.max(0, layout.placeOf(this.#stop ?? desk.thread?.id));
    const drawn = this.#window.drawn([stop, layout.placeOf(this.#held)]);
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
      <div
        class="scroll"
        part="list"
        @scroll=${this.#window.measure}
        @keydown=${this.#onKeyDown}
        @focusin=${this.#onFocusIn}
      >
        <div class="ruler"></div>
        ${layout.sections.map(
          section =>
            html`<h2>
                <span>${team[section.name]}</span
                ><span>${formatter(Intl.NumberFormat, language.locale).format(section.rows.length)}</span>
              </h2>
              <ul data-count=${section.rows.length}>
                ${this.#rows(section, drawn, stop, language)}
              </ul>`,
        )}
        ${!desk.rows.length && desk.search ? html`<p class="none fact">${team.searchNone}</p>` : nothing}
      </div>`;
  }

  #rows(
    { rows, first }: ListSection,
    drawn: readonly number[],
    stop: number,
    language: DeskLanguage,
  ): unknown {
    const now = Date.now();
    const open = this.desk?.thread?.id;
    const here = drawn.filter(place => place >= first && place < first + rows.length);
    return repeat(
      here.flatMap(place => rows[place - first] ?? []),
      ({ id }) => id,
      (row, index) => {
        const place = here[index] ?? 0;
        const line = {
          index: place - first,
          count: rows.length,
          isStop: place === stop,
          isOpen: row.id === open,
        };
        return listItem(row, line, now, language, this.#onRow);
      },
    );
  }

  protected override updated(): void {
    // The field shows the model's search, but never takes back what is being typed.
    if (this.field && !this.field.matches(':focus')) this.field.value = this.desk?.search ?? '';
    if (this.#held !== undefined && this.#focused === undefined)
      this.#buttonOf(this.#held)?.focus({ preventScroll: true });
  }

  get #focused(): string | undefined {
    const { activeElement } = this.shadowRoot ?? {};
    return activeElement instanceof HTMLElement ? activeElement.dataset['id'] : undefined;
  }

  #buttonOf(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }

  #ask(request: DeskRequest): void {
    this.dispatchEvent(new RequestEvent(request));
  }

  readonly #onRow = ({ currentTarget }: Event): void => {
    const id = currentTarget instanceof HTMLElement ? currentTarget.dataset['id'] : undefined;
    const { layout } = this.#window;
    const row = layout.rows[layout.placeOf(id)];
    if (row) this.#ask({ type: 'select', conversation: row.id });
  };

  #onFocusIn(): void {
    if (this.#focused === undefined || this.#focused === this.#stop) return;
    this.#stop = this.#focused;
    this.requestUpdate();
  }

  #onSearch(): void {
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
    const { page, layout } = this.#window;
    const rows = layout.rows.length;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows,
      End: rows,
    };
    const step = steps[event.key];
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
