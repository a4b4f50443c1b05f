import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../wire/equal.js';
import type { Bytes } from '../../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../../wire/ids.js';
import { transaction } from './group-commit.js';
import type { Backup, BusinessRecord, CardSummary, RegisterStore, Saved, Saving } from '../register-store.js';

/** Keeps businesses in SQLite; they are few and change rarely, so each call prepares what it needs. */
export class SqliteRegister implements RegisterStore {
  readonly #database: DatabaseSync;
  readonly #listeners: ((id: BusinessId) => void)[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async businesses(): Promise<readonly BusinessRecord[]> {
    const rows = this.#database.prepare('SELECT * FROM business ORDER BY number').all();
    return rows.map(toRecord);
  }

  async business(id: BusinessId): Promise<BusinessRecord | undefined> {
    return this.#find(id);
  }

  async save(saving: Saving): Promise<Saved> {
    return this.#write(saving, () => {
      this.#put(saving);
    });
  }

  async backup(id: string): Promise<{ readonly business: BusinessId; readonly data: string } | undefined> {
    const row = this.#database
      .prepare(
        `SELECT business.id AS business, data FROM backup JOIN business ON business = number WHERE backup.id = ?`,
      )
      .get(id);
    const found = row && { business: String(row['business']) as BusinessId, data: String(row['data']) };
    return found;
  }

  async addSetupToken(hash: string, expires: number): Promise<void> {
    this.#database.prepare('INSERT INTO setup VALUES (?, ?)').run(hash, expires);
  }

  async hasSetupToken(hash: string, now: number): Promise<boolean> {
    const found = this.#database.prepare('SELECT 1 FROM setup WHERE hash = ? AND expires > ?').get(hash, now);
    return found !== undefined;
  }

  async register(hash: string, now: number, saving: Saving & { readonly backup: Backup }): Promise<Saved> {
    return this.#write(saving, () => {
      const spent = this.#database.prepare('DELETE FROM setup WHERE hash = ? AND expires > ?').run(hash, now);
      // Two requests with one link: the second finds nothing to delete.
      if (Number(spent.changes) !== 1) throw refused;
      this.#put(saving);
    });
  }

  onChange(listener: (id: BusinessId) => void): void {
    this.#listeners.push(listener);
  }

  #find(id: BusinessId): BusinessRecord | undefined {
    const row = this.#database.prepare('SELECT * FROM business WHERE id = ?').get(id);
    return row && toRecord(row);
  }

  /** Runs work in a transaction of its own, if what it was judged against is still there. */
  #write({ record, over }: Saving, work: () => void): Saved {
    try {
      transaction(this.#database, () => {
        if (!isSame(this.#find(record.id), over)) throw outdated;
        work();
      });
    } catch (error) {
      if (error === refused) return 'refused';
      if (error === outdated) return 'outdated';
      throw error;
    }
    for (const listener of this.#listeners) listener(record.id);
    return 'saved';
  }

  #put({ record, backup }: Saving): void {
    const { id, card, summary, access, accessSeq, devices, roster } = record;
    this.#database
      .prepare(
        `INSERT INTO business (id, card, facts, access, access_seq, devices, roster) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET card = excluded.card, facts = excluded.facts, access = excluded.access,
           access_seq = excluded.access_seq, devices = excluded.devices, roster = excluded.roster`,
      )
      .run(
        id,
        card,
        JSON.stringify(summary),
        access ?? null,
        accessSeq,
        JSON.stringify(devices),
        roster ?? null,
      );
    if (backup === undefined) return;
    const written = this.#database
      .prepare(
        `INSERT INTO backup SELECT ?, number, ? FROM business WHERE id = ?
         ON CONFLICT (id) DO UPDATE SET data = excluded.data WHERE business = excluded.business`,
      )
      .run(backup.id, backup.data, id);
    // Another business's backup stays its own, whoever learnt its id.
    if (Number(written.changes) !== 1) throw refused;
  }
}

/** Thrown inside a transaction to undo it; they never leave this file. */
const refused = new Error('refused');
const outdated = new Error('outdated');

/** Whether two records hold the same statements; everything else in them follows from those. */
function isSame(kept: BusinessRecord | undefined, judged: BusinessRecord | undefined): boolean {
  if (kept === undefined || judged === undefined) return kept === judged;
  return equal(kept.card, judged.card) && kept.access === judged.access && kept.roster === judged.roster;
}

function toRecord(row: Record<string, unknown>): BusinessRecord {
  const text = (name: string): string | undefined => {
    const value = row[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    id: String(row['id']) as BusinessId,
    card: row['card'] as Bytes,
    summary: JSON.parse(String(row['facts'])) as CardSummary,
    access: text('access'),
    accessSeq: Number(row['access_seq']),
    devices: JSON.parse(String(row['devices'])) as PeerId[],
    roster: text('roster'),
  };
}
