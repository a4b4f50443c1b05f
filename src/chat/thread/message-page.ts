import type { ThreadItem } from '../model/thread-state.js';
import type { MessageRecord } from '../store/records.js';
import { itemsOf } from './conversation-log.js';
import type { Row } from './conversation-log.js';

/** The last rows of a thread in memory: read once, then told of each change, so that one more message costs one row. */
export class MessagePage {
  #size: number;
  #rows: Row[] = [];
  #hasEarlier = false;
  #items: readonly ThreadItem[] | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  get hasEarlier(): boolean {
    return this.#hasEarlier;
  }

  /** Lines as views draw them; the same array as before while nothing changed. */
  get items(): readonly ThreadItem[] {
    this.#items ??= itemsOf(this.#rows);
    return this.#items;
  }

  /** Rows as they were read, of which the store has one more than `size` where there are earlier ones. */
  fill(size: number, rows: readonly Row[]): void {
    this.#size = size;
    this.#rows = rows.slice(-size);
    this.#hasEarlier = rows.length > size;
    this.#items = undefined;
  }

  /** A row as it is now, or (without a record) gone. */
  put(key: string, record: MessageRecord | undefined): void {
    const index = this.#rows.findLastIndex(row => row.key <= key);
    const isKnown = this.#rows[index]?.key === key;
    // Further up than what is shown.
    if (index < 0 && this.#hasEarlier) return;
    const added = record ? [{ key, record }] : [];
    this.#rows.splice(isKnown ? index : index + 1, isKnown ? 1 : 0, ...added);
    if (this.#rows.length > this.#size) this.#hasEarlier = this.#rows.shift() !== undefined;
    this.#items = undefined;
  }
}
