import { deleteDB, openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { SecureChatError } from '../errors.js';
import { tables } from './store.js';
import type { Range, Store, StoredValue, Table, Write } from './store.js';

type Schema = DBSchema &
  Record<Table, { key: string; value: StoredValue }> & { fence: { key: string; value: number } };
const version = 1;
const fenceKey = 'epoch';

/** A store in the browser's IndexedDB; one database an identity. */
export class IndexedDbStore implements Store {
  readonly #name: string;
  readonly #database: IDBPDatabase<Schema>;

  private constructor(name: string, database: IDBPDatabase<Schema>) {
    this.#name = name;
    this.#database = database;
  }

  /** Opens or makes the database `name`. Fails with `storage-missing`, `storage-newer`, `storage-full` or `storage-failed`. */
  static async open(name: string): Promise<IndexedDbStore> {
    if (typeof indexedDB === 'undefined') throw new SecureChatError('storage-missing');
    try {
      const database = await openDB<Schema>(name, version, {
        upgrade(upgraded) {
          for (const table of [...tables, 'fence'] as const) upgraded.createObjectStore(table);
        },
        // A newer version in another tab, or its erasure, must not wait for this one.
        blocking: (_current, _blocked, event) => {
          (event.target as IDBDatabase).close();
        },
      });
      return new IndexedDbStore(name, database);
    } catch (cause) {
      throw storageError(cause, 'storage-missing');
    }
  }

  async get(table: Table, key: string): Promise<StoredValue | undefined> {
    return guarded(() => this.#database.get(table, key));
  }

  async range(
    table: Table,
    { prefix, before, last }: Range,
  ): Promise<readonly (readonly [string, StoredValue])[]> {
    const range = IDBKeyRange.bound(prefix, before ?? `${prefix}\uffff`, false, true);
    return guarded(async () => {
      const store = this.#database.transaction(table).store;
      if (last === undefined) {
        const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        return keys.flatMap((key, index) => {
          const value = values[index];
          return value === undefined ? [] : [[key, value] as const];
        });
      }
      const found: (readonly [string, StoredValue])[] = [];
      for (let cursor = await store.openCursor(range, 'prev'); cursor; cursor = await cursor.continue()) {
        found.push([cursor.key, cursor.value]);
        if (found.length >= last) break;
      }
      return found.reverse();
    });
  }

  async commit(writes: readonly Write[], epoch?: number): Promise<void> {
    await guarded(async () => {
      const names = [...new Set(writes.map(write => write.table)), 'fence' as const];
      // Strict: after a power cut the receipt must not have left before the message was on the disk (PROTOCOL 8).
      const transaction = this.#database.transaction(names, 'readwrite', { durability: 'strict' });
      // Handled at once: a rejection while we await the fence would else surface as an unhandled one.
      const done = transaction.done.then(
        () => undefined,
        (cause: unknown) => ({ cause }),
      );
      if (epoch !== undefined && (await transaction.objectStore('fence').get(fenceKey)) !== epoch) {
        transaction.abort();
        await done;
        throw new SecureChatError('deposed');
      }
      const failures = await Promise.all(
        writes.map(async ({ table, key, value, isNew }) => {
          const store = transaction.objectStore(table);
          try {
            if (value === undefined) await store.delete(key);
            else await (isNew ? store.add(value, key) : store.put(value, key));
            return undefined;
          } catch (cause) {
            return { cause };
          }
        }),
      );
      const failed = (await done) ?? failures.find(failure => failure !== undefined);
      if (failed !== undefined) throw failed.cause;
    });
  }

  async raiseFence(): Promise<number> {
    return guarded(async () => {
      const transaction = this.#database.transaction('fence', 'readwrite', { durability: 'strict' });
      const next = ((await transaction.store.get(fenceKey)) ?? 0) + 1;
      await Promise.all([transaction.store.put(next, fenceKey), transaction.done]);
      return next;
    });
  }

  async destroy(): Promise<void> {
    // Emptied first: another tab's open handle can hold up the deletion, but not this.
    await guarded(async () => {
      const transaction = this.#database.transaction([...tables, 'fence'], 'readwrite', {
        durability: 'strict',
      });
      await Promise.all([...tables.map(table => transaction.objectStore(table).clear()), transaction.done]);
    });
    this.#database.close();
    await guarded(() => deleteDB(this.#name));
  }

  close(): void {
    this.#database.close();
  }
}

async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw storageError(cause, 'storage-failed');
  }
}

function storageError(cause: unknown, otherwise: 'storage-missing' | 'storage-failed'): SecureChatError {
  if (cause instanceof SecureChatError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'ConstraintError') return new SecureChatError('deposed', undefined, { cause });
  if (name === 'QuotaExceededError') return new SecureChatError('storage-full', undefined, { cause });
  if (name === 'VersionError') return new SecureChatError('storage-newer', undefined, { cause });
  return new SecureChatError(otherwise, undefined, { cause });
}
