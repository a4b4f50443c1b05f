import type { Bytes } from '../wire/bytes.js';

/**
 * The tables of one identity's store. Keys of rows are ids and numbers only; what a row says is sealed by the
 * floor above, so a store never sees text.
 */
export const tables = [
  'keys',
  'meta',
  'conversation',
  'open',
  'session',
  'message',
  'index',
  'frame',
  'early',
  'parked',
] as const;
export type Table = (typeof tables)[number];

/** A sealed record, or a key that the browser itself keeps non-extractable. */
export type StoredValue = Bytes | CryptoKey;

/** One change of a commit; `undefined` removes the row. */
export interface Write {
  readonly table: Table;
  readonly key: string;
  readonly value: StoredValue | undefined;
  /** The row must not be there yet: where it is, another tab was first, and the commit fails with `deposed`. */
  readonly isNew?: boolean;
}

/** Which rows of a table: those whose key begins with `prefix`, in order of their keys. */
export interface Range {
  readonly prefix: string;
  /** Only keys below this one. */
  readonly before?: string;
  /** The last so many rows of the range (still in ascending order). */
  readonly last?: number;
}

/** One question: the value of a key, the rows of a range, or only the keys of a range, whose values are not read. */
export type Read =
  | { readonly table: Table; readonly key: string }
  | { readonly table: Table; readonly range: Range }
  | { readonly table: Table; readonly keysOf: Range };

/** Rows in ascending order of their keys. */
export type Rows = readonly (readonly [key: string, value: StoredValue])[];

/** What one question is answered with. */
export type Answer<R extends Read> = R extends { readonly key: string }
  ? StoredValue | undefined
  : R extends { readonly range: Range }
    ? Rows
    : readonly string[];

/** An answer to each question, in the same order. */
export type Answers<R extends readonly Read[]> = { readonly [Index in keyof R]: Answer<R[Index]> };

/**
 * Keeps rows, durably and atomically: the queue between tabs and across crashes (ARCHITECTURE "Tabs and pages").
 * Fails with `storage-full`, `storage-failed`, `storage-newer` or `storage-missing`.
 */
export interface Store {
  /**
   * Answers every question in one transaction: from one moment, with no commit of another tab between two answers, and at the
   * price of one. Ask together what is needed together, thousands of keys too; what is only counted or named needs no values.
   */
  read<const R extends readonly Read[]>(reads: R): Promise<Answers<R>>;
  /** The value of one key: a `read` of its own. */
  get(table: Table, key: string): Promise<StoredValue | undefined>;
  /**
   * Applies all writes or none; without writes it does nothing. With `epoch`, the same transaction compares it to the fence and
   * fails with `deposed` when another tab raised it: a deposed leader can commit nothing, so no ratchet key is used twice
   * (PROTOCOL 8). A row that `isNew` and is there fails likewise. Without `epoch`, a commit does not wait for those of other tables.
   */
  commit(writes: readonly Write[], epoch?: number): Promise<void>;
  /** Raises the fence and answers the new epoch: whoever held an older one is deposed. */
  raiseFence(): Promise<number>;
  /** Removes every row and the store itself. */
  destroy(): Promise<void>;
  close(): void;
}
