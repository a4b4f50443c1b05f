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

/** Asks a store everything at once. */
export async function ask(store: Store, questions: readonly Question[]): Promise<readonly Found[]> {
  return Promise.all(
    questions.map(async question => {
      const { table } = question;
      if ('key' in question) return store.get(table, question.key);
      if ('range' in question) return store.range(table, question.range);
      return (await store.range(table, question.keysOf)).map(([key]) => key);
    }),
  );
}
