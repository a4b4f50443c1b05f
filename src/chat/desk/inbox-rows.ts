import type { ConversationId, PeerId } from '../../wire/ids.js';
import type { ConversationRecord } from '../store/records.js';
import type { ConversationRow } from '../model/desk-state.js';
import { RowOrder } from './row-order.js';

interface Entry {
  readonly record: ConversationRecord;
  readonly row: ConversationRow;
}

/**
 * The desk's list in memory, as device `self` sees it: read once, then told of each change. A row that did not change is
 * the same object as before, and one that did finds its place: nothing here grows with the list but the list itself.
 */
export class InboxRows {
  readonly #self: PeerId;
  readonly #entries = new Map<ConversationId, Entry>();
  readonly #visitors = new Map<PeerId, ConversationId>();
  readonly #order = new RowOrder();
  #online: ReadonlySet<PeerId> = new Set();
  #unread = 0;

  constructor(self: PeerId) {
    this.#self = self;
  }

  /** Rows as the list shows them; the same array as before while nothing changed. */
  get shown(): readonly ConversationRow[] {
    return this.#order.shown;
  }

  /** Texts that nobody saw, over all conversations. */
  get unread(): number {
    return this.#unread;
  }

  record(id: ConversationId): ConversationRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  row(id: ConversationId): ConversationRow | undefined {
    return this.#entries.get(id)?.row;
  }

  /** A conversation as it is now. */
  put(record: ConversationRecord): void {
    const { id, desk, unread } = record;
    const before = this.#entries.get(id);
    if (before?.record === record) return;
    const row = this.#keptRow(rowOf(record, this.#self, this.#online), before?.row);
    this.#entries.set(id, { record, row });
    if (desk) this.#visitors.set(desk.visitor, id);
    this.#unread += unread.length - (before?.record.unread.length ?? 0);
    this.#order.replace(before?.row, row);
  }

  remove(id: ConversationId): void {
    const before = this.#entries.get(id);
    if (!before) return;
    const { desk, unread } = before.record;
    this.#entries.delete(id);
    if (desk) this.#visitors.delete(desk.visitor);
    this.#unread -= unread.length;
    this.#order.replace(before.row, undefined);
  }

  /** All conversations as they were read; `isNewer` says of which this window knows better. */
  putAll(records: readonly ConversationRecord[], isNewer: (id: ConversationId) => boolean): void {
    const gone = new Set(this.#entries.keys());
    for (const record of records) {
      gone.delete(record.id);
      if (!isNewer(record.id)) this.put(record);
    }
    for (const id of gone) if (!isNewer(id)) this.remove(id);
  }

  /** Who is connected now. */
  setOnline(online: ReadonlySet<PeerId>): void {
    const before = this.#online;
    this.#online = new Set(online);
    for (const visitor of this.#online) if (!before.has(visitor)) this.#redraw(visitor);
    for (const visitor of before) if (!this.#online.has(visitor)) this.#redraw(visitor);
  }

  /** Narrows the list to rows in which `text` stands; empty: shows all. */
  search(text: string): void {
    this.#order.search(text);
  }

  #redraw(visitor: PeerId): void {
    const id = this.#visitors.get(visitor);
    const entry = id && this.#entries.get(id);
    if (!entry) return;
    const { record } = entry;
    const row = this.#keptRow(rowOf(record, this.#self, this.#online), entry.row);
    this.#entries.set(record.id, { record, row });
    this.#order.replace(entry.row, row);
  }

  #keptRow(row: ConversationRow, before: ConversationRow | undefined): ConversationRow {
    return before && isSame(row, before) ? before : row;
  }
}

/** Whether two snapshots of one thing say the same. */
export function isSame<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every(name => one[name] === other[name]);
}

/** One conversation as a line of the list, seen by device `self`. */
export function rowOf(
  conversation: ConversationRecord,
  self: PeerId,
  online: ReadonlySet<PeerId>,
): ConversationRow {
  const { id, desk, holder, unread } = conversation;
  // Ended, and nobody wrote since: it stays with whoever answered it.
  const isWaiting = !holder || (desk?.isEnded === true && desk.waitingSince > 0);
  const section = isWaiting ? 'waiting' : holder.device === self ? 'yours' : 'colleagues';
  return {
    id,
    visitor: desk?.visitor ?? '',
    name: '',
    pageTitle: desk?.context?.title ?? '',
    section,
    colleague: holder && holder.device !== self ? holder.name : '',
    lastText: desk?.lastText ?? '',
    lastIsOwn: desk?.lastIsOwn ?? false,
    lastAt: desk?.lastAt ?? 0,
    waitingSince: desk?.waitingSince ?? 0,
    unread: unread.length,
    visitorOnline: desk !== undefined && online.has(desk.visitor),
  };
}
