import { SecureChatError } from '../errors.js';
import type { Answers, Range, Read, Rows, Store, StoredValue, Table, Write } from './store.js';

/** Rows in memory, for tests and for servers: several handles of one `MemoryRows` act like tabs of one browser. */
export class MemoryRows {
  readonly rows = new Map<string, StoredValue>();
  epoch = 0;
}

/** A store without a disk: same contract, nothing survives the process. */
export class MemoryStore implements Store {
  readonly #shared: MemoryRows;

  constructor(shared: MemoryRows = new MemoryRows()) {
    this.#shared = shared;
  }

  read<const R extends readonly Read[]>(reads: R): Promise<Answers<R>> {
    const answers = reads.map(read => {
      if ('key' in read) return this.#shared.rows.get(`${read.table} ${read.key}`);
      if ('range' in read) return this.#rows(read.table, read.range);
      return this.#rows(read.table, read.keysOf).map(([key]) => key);
    });
    return Promise.resolve(answers as unknown as Answers<R>);
  }

  async get(table: Table, key: string): Promise<StoredValue | undefined> {
    return (await this.read([{ table, key }]))[0];
  }

  commit(writes: readonly Write[], epoch?: number): Promise<void> {
    if (writes.length === 0) return Promise.resolve();
    const { rows } = this.#shared;
    const isLate = writes.some(({ table, key, isNew }) => isNew && rows.has(`${table} ${key}`));
    if (isLate || (epoch !== undefined && epoch !== this.#shared.epoch))
      return Promise.reject(new SecureChatError('deposed'));
    for (const { table, key, value } of writes) {
      if (value === undefined) rows.delete(`${table} ${key}`);
      else rows.set(`${table} ${key}`, value);
    }
    return Promise.resolve();
  }

  raiseFence(): Promise<number> {
    return Promise.resolve(++this.#shared.epoch);
  }

  destroy(): Promise<void> {
    this.#shared.rows.clear();
    return Promise.resolve();
  }

  close(): void {
    // Nothing is held open.
  }
  #rows(table: Table, { prefix, before, last }: Range): Rows {
    const start = `${table} `;
    const found = [...this.#shared.rows]
      .filter(([key]) => key.startsWith(start + prefix))
      .map(([key, value]) => [key.slice(start.length), value] as const)
      .filter(([key]) => before === undefined || key < before)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return last === undefined ? found : found.slice(Math.max(0, found.length - last));
  }
}
