import type { ConversationRow } from '../model/desk-state.js';

type Section = ConversationRow['section'];

/**
 * Rows in the order in which the list shows them: who waits longest first, the others by their last word. A row is put into
 * its place, and a search looks again only at what changed since the last look.
 */
export class RowOrder {
  readonly #rows: Readonly<Record<Section, ConversationRow[]>> = { waiting: [], yours: [], colleagues: [] };
  #wanted = '';
  /** Whether a row passes the search; a row that changes is another object. */
  #passes = new WeakMap<ConversationRow, boolean>();
  #shown: readonly ConversationRow[] | undefined;

  /** All rows, or those that pass the search. */
  get shown(): readonly ConversationRow[] {
    if (this.#shown) return this.#shown;
    const { waiting, yours, colleagues } = this.#rows;
    const all = waiting.concat(yours, colleagues);
    this.#shown = this.#wanted === '' ? all : all.filter(row => this.#isWanted(row));
    return this.#shown;
  }

  search(text: string): void {
    const wanted = text.trim().toLocaleLowerCase();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#passes = new WeakMap();
    this.#shown = undefined;
  }

  /** One row came, changed or went. */
  replace(before: ConversationRow | undefined, after: ConversationRow | undefined): void {
    if (before === after) return;
    this.#shown = undefined;
    if (before) {
      const rows = this.#rows[before.section];
      rows.splice(placeOf(rows, before), 1);
    }
    if (after) {
      const rows = this.#rows[after.section];
      rows.splice(placeOf(rows, after), 0, after);
    }
  }

  #isWanted(row: ConversationRow): boolean {
    const known = this.#passes.get(row);
    if (known !== undefined) return known;
    const { name, pageTitle, lastText } = row;
    const passes = [name, pageTitle, lastText].some(text => text.toLocaleLowerCase().includes(this.#wanted));
    this.#passes.set(row, passes);
    return passes;
  }
}

/** Where a row stands among the rows of its section, or where it is to be put. */
function placeOf(rows: readonly ConversationRow[], row: ConversationRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other && isBefore(other, row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows of one moment stand in the order of their ids, so that every row has one place only. */
function isBefore(one: ConversationRow, other: ConversationRow): boolean {
  const order = one.section === 'waiting' ? one.waitingSince - other.waitingSince : other.lastAt - one.lastAt;
  return order === 0 ? one.id < other.id : order < 0;
}
