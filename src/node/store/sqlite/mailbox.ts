import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BusinessId, PeerId } from '../../../wire/ids.js';
import { maxMailboxRows } from '../../../wire/limits.js';
import { GroupCommit } from './group-commit.js';
import type { Appended, MailboxStore, NewRow, Queue, Row } from '../mailbox-store.js';
import { Positions } from './positions.js';

/** Mailbox sizes kept in memory; beyond it they are counted again from the index. */
const maxCounted = 100_000;

/** Keeps mail in SQLite: the positions from memory, the frames in one commit a turn. */
export class SqliteMailbox implements MailboxStore {
  readonly log: string;
  readonly #commits: GroupCommit;
  readonly #positions: Positions;
  readonly #sql: ReturnType<typeof statements>;
  readonly #now: () => number;
  readonly #numbers = new Map<BusinessId, number>();
  readonly #sizes = new Map<string, number>();

  constructor(database: DatabaseSync, now: () => number, onFailure: (error: unknown) => void) {
    this.#sql = statements(database);
    this.#commits = new GroupCommit(database, error => {
      // Whatever was counted for rows that are not there is counted anew.
      this.#sizes.clear();
      onFailure(error);
    });
    this.#positions = new Positions(database);
    this.#now = now;
    this.log = String(this.#sql.log.get()?.['value']);
  }

  append(rows: readonly NewRow[]): Appended | undefined {
    if (rows.some(row => this.#size(row) >= maxMailboxRows)) return undefined;
    const at = Math.floor(this.#now() / 1000);
    const places: number[] = [];
    let committed: Promise<void> = Promise.resolve();
    for (const row of rows) {
      const position = this.#positions.take();
      const business = this.#number(row.business);
      this.#sizes.set(sizeKey(row), this.#size(row) + 1);
      committed = this.#commits.add(
        row.queue === 'own'
          ? () => this.#sql.putOwn.run(position, business, row.recipient, row.sender, at, row.frame)
          : () => this.#sql.putTeam.run(position, business, row.visitor, at, row.frame),
      );
      places.push(position);
    }
    return { positions: places, committed };
  }

  async page(queue: Queue, after: number, limit: number): Promise<readonly Row[]> {
    this.#commits.flush();
    const business = this.#number(queue.business);
    const rows =
      queue.queue === 'own'
        ? this.#sql.pageOwn.all(business, queue.recipient, after, limit)
        : this.#sql.pageTeam.all(business, after, limit);
    return await Promise.resolve(rows.map(toRow));
  }

  async count(queue: Queue, after: number): Promise<number> {
    this.#commits.flush();
    const business = this.#number(queue.business);
    const found =
      queue.queue === 'own'
        ? this.#sql.countOwn.get(business, queue.recipient, after)
        : this.#sql.countTeam.get(business, after);
    return await Promise.resolve(Number(found?.['rows']));
  }

  handled(business: BusinessId, recipient: PeerId, position: number): void {
    const number = this.#number(business);
    void this.#commits.add(() => {
      const { changes } = this.#sql.dropOwn.run(number, recipient, position);
      const key = sizeKey({ queue: 'own', business, recipient });
      const size = this.#sizes.get(key);
      if (size !== undefined) this.#sizes.set(key, Math.max(0, size - Number(changes)));
    });
  }

  async forget(business: BusinessId, visitor: PeerId): Promise<void> {
    const number = this.#number(business);
    await this.#commits.add(() => {
      this.#sql.forgetOwn.run(number, visitor);
      this.#sql.forgetSent.run(number, visitor);
      this.#sql.forgetTeam.run(number, visitor);
      this.#sizes.clear();
    });
  }

  async expire(business: BusinessId, before: number): Promise<void> {
    const number = this.#number(business);
    await this.#commits.add(() => {
      this.#sql.expireOwn.run(number, before);
      this.#sql.expireTeam.run(number, before);
      this.#sizes.clear();
    });
  }

  /** Commits what is waiting, before the database closes. */
  flush(): void {
    this.#commits.flush();
  }

  /** Rows of a visitor's or device's mailbox, or of one visitor in the team's log. */
  #size(row: NewRow): number {
    const key = sizeKey(row);
    let size = this.#sizes.get(key);
    if (size === undefined) {
      const business = this.#number(row.business);
      const found =
        row.queue === 'own'
          ? this.#sql.countOwn.get(business, row.recipient, 0)
          : this.#sql.countVisitor.get(business, row.visitor);
      size = Number(found?.['rows']);
      if (this.#sizes.size >= maxCounted) this.#sizes.clear();
      this.#sizes.set(key, size);
    }
    return size;
  }

  #number(business: BusinessId): number {
    let number = this.#numbers.get(business);
    if (number === undefined) {
      const found = this.#sql.number.get(business);
      if (found === undefined) throw new Error('mail for a business that is not kept');
      number = Number(found['number']);
      this.#numbers.set(business, number);
    }
    return number;
  }
}

type Sized =
  | { readonly queue: 'own'; readonly business: BusinessId; readonly recipient: PeerId }
  | { readonly queue: 'team'; readonly business: BusinessId; readonly visitor: PeerId };

function sizeKey(row: Sized): string {
  return row.queue === 'own' ? `${row.business} ${row.recipient}` : `${row.business} team ${row.visitor}`;
}

function toRow(row: Record<string, unknown>): Row {
  return { position: Number(row['position']), frame: row['frame'] as Row['frame'] };
}

function statements(database: DatabaseSync) {
  const sql = (text: string): StatementSync => database.prepare(text);
  return {
    log: sql(`SELECT value FROM meta WHERE name = 'log'`),
    number: sql('SELECT number FROM business WHERE id = ?'),
    putOwn: sql('INSERT INTO own VALUES (?, ?, ?, ?, ?, ?)'),
    putTeam: sql('INSERT INTO team VALUES (?, ?, ?, ?, ?)'),
    pageOwn: sql(
      'SELECT position, frame FROM own WHERE business = ? AND recipient = ? AND position > ? ORDER BY position LIMIT ?',
    ),
    pageTeam: sql(
      'SELECT position, frame FROM team WHERE business = ? AND position > ? ORDER BY position LIMIT ?',
    ),
    countOwn: sql('SELECT count(*) AS rows FROM own WHERE business = ? AND recipient = ? AND position > ?'),
    countTeam: sql('SELECT count(*) AS rows FROM team WHERE business = ? AND position > ?'),
    countVisitor: sql('SELECT count(*) AS rows FROM team WHERE business = ? AND visitor = ?'),
    dropOwn: sql('DELETE FROM own WHERE business = ? AND recipient = ? AND position <= ?'),
    forgetOwn: sql('DELETE FROM own WHERE business = ? AND recipient = ?'),
    forgetSent: sql('DELETE FROM own WHERE business = ? AND sender = ?'),
    forgetTeam: sql('DELETE FROM team WHERE business = ? AND visitor = ?'),
    expireOwn: sql('DELETE FROM own WHERE business = ? AND at < ?'),
    expireTeam: sql('DELETE FROM team WHERE business = ? AND at < ?'),
  };
}
