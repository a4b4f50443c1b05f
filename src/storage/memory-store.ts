import { SecureChatError } from '../errors.js';
import type { Range, Store, StoredValue, Table, Write } from './store.js';

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

  get(table: Table, key: string): Promise<StoredValue | undefined> {
    return Promise.resolve(this.#shared.rows.get(`${table} ${key}`));
  }

  range(table: Table, { prefix, before, last }: Range): Promise<readonly (readonly [string, StoredValue])[]> {
    const start = `${table} `;
    const found = [...this.#shared.rows]
      .filter(([key]) => key.startsWith(start + prefix))
      .map(([key, value]) => [key.slice(start.length), value] as const)
      .filter(([key]) => before === undefined || key < before)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.resolve(last === undefined ? found : found.slice(Math.max(0, found.length - last)));
  }

  commit(writes: readonly Write[], epoch?: number): Promise<void> {
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
}
