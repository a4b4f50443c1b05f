import type { DatabaseSync } from 'node:sqlite';
import type { Bytes } from '../../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../../wire/ids.js';
import { transaction } from './group-commit.js';
import type { Backup, BusinessRecord, CardFacts, RegisterStore } from '../register-store.js';

/** Keeps businesses in SQLite; they are few and change rarely, so each call prepares what it needs. */
export class SqliteRegister implements RegisterStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  businesses(): readonly BusinessRecord[] {
    return this.#database.prepare('SELECT * FROM business ORDER BY number').all().map(toRecord);
  }

  save(record: BusinessRecord, backup?: Backup): boolean {
    return this.#unlessRefused(() => {
      this.#write(record, backup);
    });
  }

  backup(id: string): { readonly business: BusinessId; readonly data: string } | undefined {
    const row = this.#database
      .prepare(
        `SELECT business.id AS business, data FROM backup JOIN business ON business = number WHERE backup.id = ?`,
      )
      .get(id);
    return row && { business: String(row['business']) as BusinessId, data: String(row['data']) };
  }

  addSetupToken(hash: string, expires: number): void {
    this.#database.prepare('INSERT INTO setup VALUES (?, ?)').run(hash, expires);
  }

  hasSetupToken(hash: string, now: number): boolean {
    return (
      this.#database.prepare('SELECT 1 FROM setup WHERE hash = ? AND expires > ?').get(hash, now) !==
      undefined
    );
  }

  register(hash: string, now: number, record: BusinessRecord, backup: Backup): boolean {
    return this.#unlessRefused(() => {
      const spent = this.#database.prepare('DELETE FROM setup WHERE hash = ? AND expires > ?').run(hash, now);
      // Two requests with one link: the second finds nothing to delete.
      if (Number(spent.changes) !== 1) throw refused;
      this.#write(record, backup);
    });
  }

  #unlessRefused(work: () => void): boolean {
    try {
      transaction(this.#database, work);
      return true;
    } catch (error) {
      if (error === refused) return false;
      throw error;
    }
  }

  #write(record: BusinessRecord, backup: Backup | undefined): void {
    const { id, card, facts, access, accessSeq, devices, roster } = record;
    this.#database
      .prepare(
        `INSERT INTO business (id, card, facts, access, access_seq, devices, roster) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET card = excluded.card, facts = excluded.facts, access = excluded.access,
           access_seq = excluded.access_seq, devices = excluded.devices, roster = excluded.roster`,
      )
      .run(
        id,
        card,
        JSON.stringify(facts),
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

/** Thrown inside a transaction to undo it; never leaves this file. */
const refused = new Error('refused');

function toRecord(row: Record<string, unknown>): BusinessRecord {
  const text = (name: string): string | undefined => {
    const value = row[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    id: String(row['id']) as BusinessId,
    card: row['card'] as Bytes,
    facts: JSON.parse(String(row['facts'])) as CardFacts,
    access: text('access'),
    accessSeq: Number(row['access_seq']),
    devices: JSON.parse(String(row['devices'])) as PeerId[],
    roster: text('roster'),
  };
}
