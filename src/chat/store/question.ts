import type { Range, Store, StoredValue } from '../../storage/store.js';
import type { Records } from './records.js';

export type TableName = keyof Records;

/** One question to a vault: the record of a key, the rows of a range, or only the keys of a range, which opens nothing. */
export type Question =
  | { readonly table: TableName; readonly key: string }
  | { readonly table: TableName; readonly range: Range }
  | { readonly table: TableName; readonly keysOf: Range };

/** A record and where it stands. */
export interface Kept<T extends TableName> {
  readonly key: string;
  readonly value: Records[T];
}

/** What one question is answered with. */
export type Answer<Q extends Question> = Q extends { readonly table: infer T extends TableName }
  ? Q extends { readonly key: string }
    ? Records[T] | undefined
    : Q extends { readonly range: Range }
      ? readonly Kept<T>[]
      : readonly string[]
  : never;

/** An answer to each question, in the same order. */
export type Answers<Q extends readonly Question[]> = { readonly [Index in keyof Q]: Answer<Q[Index]> };

/** Sealed rows as a store answers with them. */
export type SealedRows = Awaited<ReturnType<Store['range']>>;
/** What a store answers to one question. */
export type Found = StoredValue | SealedRows | readonly string[] | undefined;
