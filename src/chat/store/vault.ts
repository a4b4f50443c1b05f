import { openAtRest, sealAtRest } from '../../protocol/at-rest.js';
import type { Context } from '../../protocol/context.js';
import { SecureChatError } from '../../errors.js';
import { fromBase64url, toBase64url } from '../../wire/base64url.js';
import { fromText, toText } from '../../wire/bytes.js';
import type { Bytes } from '../../wire/bytes.js';
import type { Range, Store, StoredValue, Write } from '../../storage/store.js';
import type { MetaKey, MetaRecords, Records } from './records.js';

/** Version of everything in `records.ts`: part of what each record is sealed to. */
const recordsVersion = 1;
const cacheSize = 4_000;

/**
 * Typed records over a store, each sealed under one key and bound to its place: whoever reads or edits the disk
 * neither learns a word nor can move one record into another's place.
 */
export class Vault {
  readonly #ctx: Context;
  readonly #store: Store;
  readonly #key: CryptoKey;
  /** Opened records by place; a record is opened again only when its sealed bytes changed. */
  readonly #cache = new Map<string, { readonly sealed: string; readonly value: unknown }>();

  #commits = 0;

  constructor(ctx: Context, store: Store, key: CryptoKey) {
    this.#ctx = ctx;
    this.#store = store;
    this.#key = key;
  }

  /** How often this object committed: whether there is anything new to draw. */
  get commits(): number {
    return this.#commits;
  }

  async get<T extends keyof Records>(table: T, key: string): Promise<Records[T] | undefined> {
    const value = await this.#store.get(table, key);
    return value === undefined ? undefined : this.#open(table, key, value);
  }

  async meta<K extends MetaKey>(key: K): Promise<MetaRecords[K] | undefined> {
    return (await this.get('meta', key)) as MetaRecords[K] | undefined;
  }

  async range<T extends keyof Records>(
    table: T,
    range: Range,
  ): Promise<readonly { readonly key: string; readonly value: Records[T] }[]> {
    const rows = await this.#store.range(table, range);
    return Promise.all(
      rows.map(async ([key, value]) => ({ key, value: await this.#open(table, key, value) })),
    );
  }

  batch(): Batch {
    return new Batch(this, (places, keys, epoch) => this.#commit(places, keys, epoch));
  }

  async #commit(places: readonly Place[], keys: readonly Write[], epoch: number | undefined): Promise<void> {
    const writes = await Promise.all(
      places.map(async ({ table, key, record, isNew }): Promise<Write> => {
        if (record === undefined) return { table, key, value: undefined };
        return {
          table,
          key,
          value: await sealAtRest(
            this.#ctx,
            this.#key,
            label(table, key),
            fromText(JSON.stringify(record, replaceBytes)),
          ),
          ...(isNew ? { isNew } : {}),
        };
      }),
    );
    await this.#store.commit([...writes, ...keys], epoch);
    this.#commits++;
    for (const [index, { table, key, record }] of places.entries()) {
      const value = writes[index]?.value;
      if (value instanceof Uint8Array) this.#remember(`${table} ${key}`, value, record);
      else this.#cache.delete(`${table} ${key}`);
    }
  }

  async #open<T extends keyof Records>(table: T, key: string, value: StoredValue): Promise<Records[T]> {
    if (!(value instanceof Uint8Array)) throw new SecureChatError('storage-failed');
    const cached = this.#cache.get(`${table} ${key}`);
    if (cached?.sealed === stamp(value)) return cached.value as Records[T];
    const bytes = await openAtRest(this.#ctx, this.#key, label(table, key), value);
    const text = bytes && toText(bytes);
    if (text === undefined) throw new SecureChatError('storage-failed');
    const record = JSON.parse(text, reviveBytes) as Records[T];
    this.#remember(`${table} ${key}`, value, record);
    return record;
  }

  #remember(place: string, sealed: Bytes, value: unknown): void {
    if (this.#cache.size >= cacheSize) this.#cache.clear();
    this.#cache.set(place, { sealed: stamp(sealed), value });
  }
}

interface Place {
  readonly table: keyof Records;
  readonly key: string;
  readonly record: Records[keyof Records] | undefined;
  readonly isNew?: boolean;
}

type Commit = (places: readonly Place[], keys: readonly Write[], epoch: number | undefined) => Promise<void>;

/** Changes that are committed together or not at all; reads through it see its own changes. */
export class Batch {
  readonly #vault: Vault;
  readonly #commit: Commit;
  readonly #places = new Map<string, Place>();
  readonly #keys: Write[] = [];
  readonly #effects: (() => void)[] = [];

  constructor(vault: Vault, commit: Commit) {
    this.#vault = vault;
    this.#commit = commit;
  }

  get isEmpty(): boolean {
    return this.#places.size + this.#keys.length === 0;
  }

  async get<T extends keyof Records>(table: T, key: string): Promise<Records[T] | undefined> {
    const place = this.#places.get(`${table} ${key}`);
    return place ? (place.record as Records[T] | undefined) : this.#vault.get(table, key);
  }

  /** The first row put into this batch that passes; rows of the store are not asked. */
  find<T extends keyof Records>(table: T, passes: (record: Records[T]) => boolean): Records[T] | undefined {
    for (const place of this.#places.values()) {
      const record = place.record as Records[T] | undefined;
      if (place.table === table && record && passes(record)) return record;
    }
    return undefined;
  }

  put<T extends keyof Records>(table: T, key: string, record: Records[T]): void {
    this.#places.set(`${table} ${key}`, { table, key, record });
  }

  /** A row that must not be there yet: where another tab put it first, the commit fails with `deposed`. */
  add<T extends keyof Records>(table: T, key: string, record: Records[T]): void {
    this.#places.set(`${table} ${key}`, { table, key, record, isNew: true });
  }

  putMeta<K extends MetaKey>(key: K, record: MetaRecords[K]): void {
    this.put('meta', key, record);
  }

  remove(table: keyof Records, key: string): void {
    this.#places.set(`${table} ${key}`, { table, key, record: undefined });
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
    if (!this.isEmpty) await this.#commit([...this.#places.values()], this.#keys, epoch);
    for (const effect of this.#effects) effect();
  }
}

function label(table: string, key: string): string {
  return `record ${String(recordsVersion)} ${table} ${key}`;
}

/** The random nonce in front of sealed bytes tells two versions of a record apart. */
function stamp(sealed: Bytes): string {
  return sealed.subarray(0, 12).join();
}

function replaceBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: toBase64url(value) } : value;
}

function reviveBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value;
  return typeof value.$bytes === 'string' ? fromBase64url(value.$bytes) : value;
}
