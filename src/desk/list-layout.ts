import type { ConversationRow } from '../chat/model/desk-state.js';

const names = ['waiting', 'yours', 'colleagues'] as const;
/** Height of a section's heading, as in `list.styles.ts`. */
export const headingPx = 38;
/** Rows drawn above and below what is seen, so that one does not scroll into nothing. */
const beyond = 8;

/** Rows below one heading; `first` is the place of the first one in the whole list. */
export interface ListSection {
  readonly name: ConversationRow['section'];
  readonly rows: readonly ConversationRow[];
  readonly first: number;
}

/** Where each row of the list stands: all are of one height, so that ten thousand need not be drawn to know it. */
export class ListLayout {
  readonly sections: readonly ListSection[];
  readonly rows: readonly ConversationRow[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(all: readonly ConversationRow[]) {
    const sections: ListSection[] = [];
    let first = 0;
    for (const name of names) {
      const rows = all.filter(row => row.section === name);
      if (rows.length > 0) sections.push({ name, rows, first });
      first += rows.length;
    }
    this.sections = sections;
    this.rows = sections.flatMap(({ rows }) => rows);
    this.#places = new Map(this.rows.map(({ id }, index) => [id, index]));
  }

  /** The place of a conversation, or -1. */
  placeOf(id: string | undefined): number {
    return this.#places.get(id ?? '') ?? -1;
  }

  /** Where a row begins, in pixels from the top of the list. */
  topOf(place: number, rowPx: number): number {
    const headings = this.sections.filter(({ first }) => first <= place).length;
    return headings * headingPx + place * rowPx;
  }

  /** The first row that ends below a line. */
  placeAt(top: number, rowPx: number): number {
    let place = 0;
    for (const [index, { first, rows }] of this.sections.entries()) {
      const below = Math.floor((top - (index + 1) * headingPx) / rowPx) - first;
      if (below >= 0) place = first + Math.min(below, rows.length);
    }
    return Math.min(place, this.rows.length);
  }

  /** Places of the rows to draw for a view of the list: those near to it, and those that are wanted wherever they are. */
  drawn(
    { top, height }: { readonly top: number; readonly height: number },
    rowPx: number,
    wanted: readonly number[],
  ): readonly number[] {
    const from = Math.max(0, this.placeAt(top, rowPx) - beyond);
    const to = Math.min(this.rows.length, this.placeAt(top + height, rowPx) + 1 + beyond);
    const places = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    const others = wanted.filter(place => place >= 0 && (place < from || place >= to));
    return [...new Set([...places, ...others])].sort((a, b) => a - b);
  }
}
