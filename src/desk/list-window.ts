import type { LitElement, ReactiveController } from 'lit';
import type { ConversationRow } from '../chat/model/desk-state.js';
import { headingPx, ListLayout } from './list-layout.js';

/** The part of a long list that is seen: tells which rows to draw, puts them in their places and scrolls. */
export class ListWindow implements ReactiveController {
  layout = new ListLayout([]);
  readonly #host: LitElement;
  #top = 0;
  /** As long as nothing was measured, about what a window shows. */
  #heightPx = 800;
  #rowPx = 62;
  /** The list was moved, and its scroller does not know yet. */
  #isMoved = false;
  #observed: Element | undefined;
  readonly #resizes = new ResizeObserver(() => {
    this.measure();
  });

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#observed = undefined;
  }

  hostUpdated(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    // By script: the desk's page allows no styles in attributes.
    for (const list of scroller.querySelectorAll('ul'))
      list.style.setProperty('--_count', list.dataset['count'] ?? '');
    for (const item of scroller.querySelectorAll('li'))
      item.style.setProperty('--_place', item.dataset['place'] ?? '');
    if (this.#isMoved) scroller.scrollTop = this.#top;
    this.#isMoved = false;
    this.measure();
    if (this.#observed === scroller) return;
    this.#observed = scroller;
    this.#resizes.observe(scroller);
    for (const ruler of scroller.querySelectorAll('.ruler')) this.#resizes.observe(ruler);
  }

  /** How many rows go into the view. */
  get page(): number {
    return Math.max(1, Math.floor(this.#heightPx / this.#rowPx) - 1);
  }

  /** Places of the rows to draw: those near to what is seen, and the wanted ones wherever they are. */
  drawn(wanted: readonly number[]): readonly number[] {
    return this.layout.drawn({ top: this.#top, height: this.#heightPx }, this.#rowPx, wanted);
  }

  /** Takes other rows in; `isOther` where they answer another search, and begin at their top. */
  fill(rows: readonly ConversationRow[], isOther: boolean): void {
    const layout = new ListLayout(rows);
    if (isOther) this.#move(0);
    else if (this.#top > 0) this.#move(this.#top + this.#shift(layout));
    this.layout = layout;
  }

  /** Moves a row into view, the heading above it with it. */
  show(place: number): void {
    const top = this.layout.topOf(place, this.#rowPx);
    const isFirst = this.layout.sections.some(({ first }) => first === place);
    const highest = isFirst ? top - headingPx : top;
    this.#move(Math.max(Math.min(this.#top, highest), top + this.#rowPx - this.#heightPx));
  }

  /** Looks where the list stands now, after it was scrolled or changed its size. */
  readonly measure = (): void => {
    const scroller = this.#scroller;
    if (!scroller?.clientHeight || this.#isMoved) return;
    const rowPx = scroller.querySelector('.ruler')?.getBoundingClientRect().height ?? this.#rowPx;
    const { scrollTop, clientHeight } = scroller;
    if (scrollTop === this.#top && clientHeight === this.#heightPx && rowPx === this.#rowPx) return;
    this.#top = scrollTop;
    this.#heightPx = clientHeight;
    this.#rowPx = rowPx;
    this.#host.requestUpdate();
  };

  #move(top: number): void {
    this.#top = top;
    this.#isMoved = true;
  }

  /** New rows above what is seen move it by as much: nobody presses on another row than was meant. */
  #shift(layout: ListLayout): number {
    const first = this.layout.placeAt(this.#top, this.#rowPx);
    const row = this.layout.rows
      .slice(first, first + this.page)
      .find(one => layout.rows[layout.placeOf(one.id)] === one);
    if (!row) return 0;
    const [before, after] = [this.layout, layout].map(one => one.topOf(one.placeOf(row.id), this.#rowPx));
    return (after ?? 0) - (before ?? 0);
  }

  get #scroller(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.scroll');
  }
}
