import type { Context } from '../../protocol/context.js';
import { SecureChatError } from '../../errors.js';
import type { Range, Rows, Store, StoredValue, Write } from '../../storage/store.js';
import { Inquiry } from './question.js';
import type { Answers, Found, Kept, Question, TableName } from './question.js';
import { RecordCache } from './record-cache.js';
import type { MetaKey, MetaRecords, Records } from './records.js';
import { openRecord, sealRecord } from './sealed-record.js';

/** One row as a commit left it; without a record it was removed. */
export interface Change {
  readonly table: TableName;
  readonly key: string;
  readonly record: Records[TableName] | undefined;
}

/**
 * Typed records over a store, each sealed under one key and bound to its place: whoever reads or edits the disk
 * neither learns a word nor can move one record into another's place.
 */
export class Vault {
  readonly #ctx: Context;
  readonly #store: Store;
  readonly #key: CryptoKey;
  readonly #inquiry: Inquiry;
  readonly #cache = new RecordCache();
  readonly #watchers: ((changes: readonly Change[]) => void)[] = [];

  #commits = 0;

  constructor(ctx: Context, store: Store, key: CryptoKey) {
    this.#ctx = ctx;
    this.#store = store;
    this.#key = key;
    this.#inquiry = new Inquiry(store);
  }

  /** How often this object committed: whether there is anything new to draw. */
  get commits(): number {
    return this.#commits;
  }

  /** Tells of every commit of this object, in its own task: whoever keeps rows in memory follows so without reading. */
  watch(watcher: (changes: readonly Change[]) => void): void {
    this.#watchers.push(watcher);
  }

  /** Answers every question. What is needed together is asked for together: the store is asked once. */
  async read<const Q extends readonly Question[]>(questions: Q): Promise<Answers<Q>> {
    const found = await this.#inquiry.ask(questions);
    const answers = questions.map((question, index) => this.#answer(question, found[index]));
    return (await Promise.all(answers)) as unknown as Answers<Q>;
  }

  async get<T extends TableName>(table: T, key: string): Promise<Records[T] | undefined> {
    const [record] = await this.read([{ table, key }]);
    return record;
  }

  async meta<K extends MetaKey>(key: K): Promise<MetaRecords[K] | undefined> {
    return (await this.get('meta', key)) as MetaRecords[K] | undefined;
  }

  async range<T extends TableName>(table: T, range: Range): Promise<readonly Kept<T>[]> {
    const [rows] = await this.read([{ table, range }]);
    return rows;
  }

  batch(): Batch {
    return new Batch(this, (changes, keys, epoch) => this.#commit(changes, keys, epoch));
  }

  async #commit(
    changes: readonly NewRow[],
    keys: readonly Write[],
    epoch: number | undefined,
  ): Promise<void> {
    const writes = await Promise.all(
      changes.map(async ({ table, key, record, isNew }): Promise<Write> => {
        if (record === undefined) return { table, key, value: undefined };
        const value = await sealRecord(this.#ctx, this.#key, `${table} ${key}`, { ...record });
        return { table, key, value, ...(isNew ? { isNew } : {}) };
      }),
    );
    await this.#store.commit([...writes, ...keys], epoch);
    this.#commits++;
    for (const [index, { table, key, record }] of changes.entries()) {
      const value = writes[index]?.value;
      const place = `${table} ${key}`;
      if (record && value instanceof Uint8Array) this.#cache.set(place, value, record);
      else this.#cache.delete(place);
    }
    for (const watcher of this.#watchers) watcher(changes);
  }

  async #answer(question: Question, found: Found): Promise<unknown> {
    const { table } = question;
    if ('keysOf' in question) return found;
    if ('key' in question) return found && this.#open(table, question.key, found as StoredValue);
    const rows = (found as Rows).map(async ([key, value]) => ({
      key,
      value: await this.#open(table, key, value),
    }));
    return Promise.all(rows);
  }

  async #open(table: TableName, key: string, value: StoredValue): Promise<object> {
    if (!(value instanceof Uint8Array)) throw new SecureChatError('storage-failed');
    const place = `${table} ${key}`;
    const known = this.#cache.get(place, value);
    if (known) return known;
    const record = await openRecord(this.#ctx, this.#key, place, value);
    if (!record) throw new SecureChatError('storage-failed');
    this.#cache.set(place, value, record);
    return record;
  }
}

interface NewRow extends Change {
  readonly isNew?: boolean;
}

type Commit = (
  changes: readonly NewRow[],
  keys: readonly Write[],
  epoch: number | undefined,
) => Promise<void>;

/** Changes that are committed together or not at all; reads through it see its own changes. */
export class Batch {
  readonly #vault: Vault;
  readonly #commit: Commit;
  readonly #changes = new Map<string, NewRow>();
  readonly #loaded = new Map<string, Change['record']>();
  readonly #keys: Write[] = [];
  readonly #effects: (() => void)[] = [];

  constructor(vault: Vault, commit: Commit) {
    this.#vault = vault;
    this.#commit = commit;
  }

  get isEmpty(): boolean {
    return this.#changes.size + this.#keys.length === 0;
  }

  async get<T extends TableName>(table: T, key: string): Promise<Records[T] | undefined> {
    const place = `${table} ${key}`;
    const change = this.#changes.get(place);
    if (change) return change.record as Records[T] | undefined;
    if (this.#loaded.has(place)) return this.#loaded.get(place) as Records[T] | undefined;
    return this.#vault.get(table, key);
  }

  async meta<K extends MetaKey>(key: K): Promise<MetaRecords[K] | undefined> {
    return (await this.get('meta', key)) as MetaRecords[K] | undefined;
  }

  /** Reads rows that will be asked for, together: `get` answers them from here. */
  async load(rows: readonly (readonly [table: TableName, key: string])[]): Promise<void> {
    const records = await this.#vault.read(rows.map(([table, key]) => ({ table, key })));
    for (const [index, [table, key]] of rows.entries()) this.#loaded.set(`${table} ${key}`, records[index]);
  }

  /** The first row put into this batch that passes; rows of the store are not asked. */
  find<T extends TableName>(table: T, passes: (record: Records[T]) => boolean): Records[T] | undefined {
    for (const change of this.#changes.values()) {
      const record = change.record as Records[T] | undefined;
      if (change.table === table && record && passes(record)) return record;
    }
    return undefined;
  }

  put<T extends TableName>(table: T, key: string, record: Records[T]): void {
    this.#changes.set(`${table} ${key}`, { table, key, record });
  }

  /** A row that must not be there yet: where another tab put it first, the commit fails with `deposed`. */
  add<T extends TableName>(table: T, key: string, record: Records[T]): void {
    this.#changes.set(`${table} ${key}`, { table, key, record, isNew: true });
  }

  putMeta<K extends MetaKey>(key: K, record: MetaRecords[K]): void {
    this.put('meta', key, record);
  }

  remove(table: TableName, key: string): void {
    this.#changes.set(`${table} ${key}`, { table, key, record: undefined });
  }

  /** Keeps a key that cannot leave the browser, as itself; `undefined` destroys it. */
  putKey(key: string, value: CryptoKey | undefined): void {
    this.#keys.push({ table: 'keys', key, value });
  }

  /** Runs `effect` once the commit stands: what it tells is true by then. */
  onCommitted(effect: () => void): void {
    this.#effects.push(effect);
  }

  /** Commits behind the fence; without `epoch`, for what any tab may write (intents). */
  async commit(epoch: number | undefined): Promise<void> {
    if (!this.isEmpty) await this.#commit([...this.#changes.values()], this.#keys, epoch);
    for (const effect of this.#effects) effect();
  }
}
