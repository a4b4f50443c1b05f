import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import { answerOf, deleteDatabase, openDatabase, write } from './indexeddb.js';
import { tables } from './store.js';
import type { Answers, Range, Read, Rows, Store, StoredValue, Table, Write } from './store.js';

/** Raised where a table is added: a database of an earlier version gets those that it lacks. */
const version = 2;
const fence = 'fence';
const fenceKey = 'epoch';

/** What the browser's errors mean here; a ConstraintError: another tab put a row that was to be new. */
const codes: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage-full',
  VersionError: 'storage-newer',
  ConstraintError: 'deposed',
};

/** A store in the browser's IndexedDB; one database an identity. */
export class IndexedDbStore implements Store {
  readonly #name: string;
  readonly #database: IDBDatabase;

  private constructor(name: string, database: IDBDatabase) {
    this.#name = name;
    this.#database = database;
  }

  /** Opens or makes the database `name`. Fails with `storage-missing`, `storage-newer`, `storage-full` or `storage-failed`. */
  static async open(name: string): Promise<IndexedDbStore> {
    if (typeof indexedDB === 'undefined') throw new SecureChatError('storage-missing');
    return guarded(
      async () => new IndexedDbStore(name, await openDatabase(name, version, [...tables, fence])),
      'storage-missing',
    );
  }

  async read<const R extends readonly Read[]>(reads: R): Promise<Answers<R>> {
    return guarded(async () => {
      const names = new Set(reads.map(({ table }) => table));
      // A transaction over no table cannot be made, and would answer nothing.
      const transaction = names.size > 0 ? this.#database.transaction(names) : undefined;
      const answers = reads.map(async one => transaction && answer(transaction.objectStore(one.table), one));
      return (await Promise.all(answers)) as unknown as Answers<R>;
    });
  }

  async get(table: Table, key: string): Promise<StoredValue | undefined> {
    return (await this.read([{ table, key }]))[0];
  }

  async commit(writes: readonly Write[], epoch?: number): Promise<void> {
    if (writes.length === 0) return;
    const names = new Set<string>(writes.map(({ table }) => table));
    if (epoch !== undefined) names.add(fence);
    await guarded(() =>
      write(this.#database, names, (transaction, abort) => {
        if (epoch !== undefined) {
          const request = transaction.objectStore(fence).get(fenceKey);
          request.onsuccess = () => {
            // The writes below are on their way, and go with the transaction.
            if (request.result !== epoch) abort(new SecureChatError('deposed'));
          };
        }
        for (const { table, key, value, isNew } of writes) {
          const store = transaction.objectStore(table);
          if (value === undefined) store.delete(key);
          // One that is there fails the transaction with a ConstraintError.
          else if (isNew) store.add(value, key);
          else store.put(value, key);
        }
      }),
    );
  }

  async raiseFence(): Promise<number> {
    let next = 0;
    await guarded(() =>
      write(this.#database, [fence], transaction => {
        const store = transaction.objectStore(fence);
        const request = store.get(fenceKey) as IDBRequest<number | undefined>;
        request.onsuccess = () => {
          next = (request.result ?? 0) + 1;
          store.put(next, fenceKey);
        };
      }),
    );
    return next;
  }

  async destroy(): Promise<void> {
    // Emptied first: another tab's open handle can hold up the deletion, but not this.
    await guarded(() =>
      write(this.#database, [...tables, fence], transaction => {
        for (const table of [...tables, fence]) transaction.objectStore(table).clear();
      }),
    );
    this.#database.close();
    await guarded(() => deleteDatabase(this.#name));
  }

  close(): void {
    this.#database.close();
  }
}

async function answer(
  store: IDBObjectStore,
  read: Read,
): Promise<StoredValue | undefined | Rows | readonly IDBValidKey[]> {
  if ('key' in read) return answerOf(store.get(read.key) as IDBRequest<StoredValue | undefined>);
  if ('keysOf' in read) {
    const range = await keyRange(store, read.keysOf);
    return range ? answerOf(store.getAllKeys(range)) : [];
  }
  const range = await keyRange(store, read.range);
  if (!range) return [];
  const [keys, values] = await Promise.all([
    answerOf(store.getAllKeys(range) as IDBRequest<string[]>),
    answerOf(store.getAll(range) as IDBRequest<StoredValue[]>),
  ]);
  return values.map((value, index) => [keys[index] ?? '', value] as const);
}

/** The keys of a range, or `undefined` where there can be none: a range that ends before it begins is an error to IndexedDB. */
async function keyRange(
  store: IDBObjectStore,
  { prefix, before, last }: Range,
): Promise<IDBKeyRange | undefined> {
  const above = `${prefix}\uffff`;
  const end = before !== undefined && before < above ? before : above;
  if (end <= prefix || last === 0) return undefined;
  const range = IDBKeyRange.bound(prefix, end, false, true);
  if (last === undefined) return range;
  // One step back over all that are wanted, not one step for each.
  const request = store.openKeyCursor(range, 'prev');
  let cursor = await answerOf(request);
  if (cursor && last > 1) {
    cursor.advance(last - 1);
    cursor = await answerOf(request);
  }
  return cursor ? IDBKeyRange.bound(cursor.key, end, false, true) : range;
}

async function guarded<T>(
  action: () => Promise<T>,
  otherwise: 'storage-missing' | 'storage-failed' = 'storage-failed',
): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof SecureChatError) throw cause;
    const name = cause instanceof Error ? cause.name : '';
    throw new SecureChatError(codes[name] ?? otherwise, undefined, { cause });
  }
}
