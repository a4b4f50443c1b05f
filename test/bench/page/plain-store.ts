/** The floor of growth: IndexedDB and AES-GCM with nothing above them, doing as much as an act of the desk must. */

/** What an act asks of the disk and of the cipher at least. */
export interface Work {
  /** Single rows read, one after the other. */
  readonly reads: number;
  /** Rows sealed and written in each commit. */
  readonly commits: readonly number[];
}

const rowBytes = 1_200;

export class PlainStore {
  readonly #database: IDBDatabase;
  readonly #key: CryptoKey;

  private constructor(database: IDBDatabase, key: CryptoKey) {
    this.#database = database;
    this.#key = key;
  }

  /** Makes a database of `count` sealed rows. */
  static async make(name: string, count: number): Promise<PlainStore> {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const store = new PlainStore(await answerOf(opening), key);
    await store.#write(Array.from({ length: count }, (_, index) => rowName(index)));
    return store;
  }

  /** Milliseconds of an act. */
  async act({ reads, commits }: Work): Promise<number> {
    const start = performance.now();
    for (let index = 0; index < reads; index++) {
      await this.#open(
        await answerOf(this.#rows('readonly').get(rowName(index)) as IDBRequest<Uint8Array<ArrayBuffer>>),
      );
    }
    for (const rows of commits) await this.#write(Array.from({ length: rows }, (_, index) => rowName(index)));
    return performance.now() - start;
  }

  /** Milliseconds in which `count` rows are read and opened at once. */
  async readAll(count: number): Promise<number> {
    const start = performance.now();
    const sealed = (await answerOf(this.#rows('readonly').getAll(null, count))) as Uint8Array<ArrayBuffer>[];
    await Promise.all(sealed.map(row => this.#open(row)));
    return performance.now() - start;
  }

  #rows(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction('rows', mode, { durability: 'strict' }).objectStore('rows');
  }

  async #write(names: readonly string[]): Promise<void> {
    const rows = await Promise.all(names.map(async name => [name, await this.#seal()] as const));
    const store = this.#rows('readwrite');
    for (const [name, row] of rows) store.put(row, name);
    await new Promise<void>(resolve => {
      store.transaction.oncomplete = () => {
        resolve();
      };
    });
  }

  async #seal(): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(rowBytes) }));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#key, bytes);
    return new Uint8Array([...iv, ...new Uint8Array(sealed)]);
  }

  async #open(row: Uint8Array<ArrayBuffer>): Promise<unknown> {
    const algorithm = { name: 'AES-GCM', iv: row.subarray(0, 12) };
    const bytes = await crypto.subtle.decrypt(algorithm, this.#key, row.subarray(12));
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  }
}

function rowName(index: number): string {
  return String(index).padStart(6, '0');
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the request failed'));
    };
  });
}
