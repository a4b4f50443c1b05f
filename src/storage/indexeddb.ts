/** IndexedDB in promises: as much of it as one store needs. */

/** What a request answers. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? aborted());
    };
  });
}

/** Opens a database that has `tables`, adding those that an earlier version lacked; fails with the browser's own error. */
export async function openDatabase(
  name: string,
  version: number,
  tables: readonly string[],
): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    const { result } = opening;
    for (const table of tables) if (!result.objectStoreNames.contains(table)) result.createObjectStore(table);
  };
  const database = await answerOf(opening);
  // A newer version in another tab, or its erasure, must not wait for this one.
  database.onversionchange = () => {
    database.close();
  };
  return database;
}

/** Asks the browser to delete a database. One that a frozen page still holds goes when that page does: nobody waits for it. */
export async function deleteDatabase(name: string): Promise<void> {
  const deleting = indexedDB.deleteDatabase(name);
  await Promise.race([
    answerOf(deleting),
    new Promise<void>(resolve => {
      deleting.onblocked = () => {
        resolve();
      };
    }),
  ]);
}

/** Ends a transaction from within: nothing of it is kept. */
export type Abort = (cause: unknown) => void;

/**
 * Writes in one transaction, and answers once it is on the disk. Its requests are not awaited: one that fails ends the
 * transaction, which says why.
 */
export function write(
  database: IDBDatabase,
  tables: Iterable<string>,
  requests: (transaction: IDBTransaction, abort: Abort) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Strict: after a power cut the receipt must not have left before the message was on the disk (PROTOCOL 8).
    const transaction = database.transaction(tables, 'readwrite', { durability: 'strict' });
    const abort: Abort = cause => {
      reject(cause instanceof Error ? cause : aborted());
      transaction.abort();
    };
    transaction.oncomplete = () => {
      resolve();
    };
    // A request that failed, a full disk, a database that the browser closed: all end here.
    transaction.onabort = () => {
      reject(transaction.error ?? aborted());
    };
    try {
      requests(transaction, abort);
    } catch (cause) {
      abort(cause);
    }
  });
}

function aborted(): DOMException {
  return new DOMException('', 'AbortError');
}
