import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BusinessId, PeerId } from '../../../wire/ids.js';
import { maxMailboxRows } from '../../../wire/limits.js';
import { GroupCommit } from './group-commit.js';
import type { Appended, MailboxStore, NewRow, Placement, Queue, Row } from '../mailbox-store.js';
import { Positions } from './positions.js';

/** Mailboxes whose tally is kept in memory; beyond that they are counted again from the index. */
const maxTallies = 100_000;

/** What a mailbox holds, or what one visitor has in the team's log. */
interface Tally {
  rows: number;
  /** The last position that was given here. */
  last: number;
}

/** A business as its rows name it. */
interface Known {
  readonly number: number;
  /** The last position that was given in the team's log. */
  lastOfTeam: number;
}

/** Keeps mail in SQLite: positions from memory, frames in one commit for each turn of the event loop. */
export class SqliteMailbox implements MailboxStore {
  readonly log: string;
  readonly #commits: GroupCommit;
  readonly #positions: Positions;
  readonly #sql: ReturnType<typeof statements>;
  readonly #now: () => number;
  readonly #businesses = new Map<BusinessId, Known>();
  readonly #tallies = new Map<string, Tally>();

  constructor(database: DatabaseSync, now: () => number, onFailure: (error: unknown) => void) {
    this.#sql = statements(database);
    this.#commits = new GroupCommit(database, error => {
      // Rows were counted that are not there.
      this.#tallies.clear();
      onFailure(error);
    });
    this.#positions = new Positions(database);
    this.#now = now;
    this.log = String(this.#sql.log.get()?.['value']);
  }

  async append(rows: readonly NewRow[]): Promise<Appended | undefined> {
    if (rows.some(row => this.#tally(row).rows >= maxMailboxRows)) return undefined;
    const at = Math.floor(this.#now() / 1000);
    // All of them first: reserving writes, and a full disk must not leave half of the rows behind.
    const positions = rows.map(() => this.#positions.next());
    let committed: Promise<void> = Promise.resolve();
    const placements = rows.map((row, index) => {
      const position = positions[index] ?? 0;
      const placement = this.#place(row, position);
      const { number } = this.#business(row.business);
      committed = this.#commits.add(
        row.queue === 'own'
          ? () => this.#sql.putOwn.run(position, number, row.recipient, row.sender, at, row.frame)
          : () => this.#sql.putTeam.run(position, number, row.visitor, at, row.frame),
      );
      return placement;
    });
    return { placements, committed };
  }

  async page(queue: Queue, after: number, limit: number): Promise<readonly Row[]> {
    this.#commits.flush();
    const { number } = this.#business(queue.business);
    const rows =
      queue.queue === 'own'
        ? this.#sql.pageOwn.all(number, queue.recipient, after, limit)
        : this.#sql.pageTeam.all(number, after, limit);
    return rows.map(toRow);
  }

  async count(queue: Queue, after: number): Promise<number> {
    this.#commits.flush();
    const { number } = this.#business(queue.business);
    const found =
      queue.queue === 'own'
        ? this.#sql.countOwn.get(number, queue.recipient, after)
        : this.#sql.countTeam.get(number, after);
    return Number(found?.['rows']);
  }

  async handled(business: BusinessId, recipient: PeerId, position: number): Promise<void> {
    const { number } = this.#business(business);
    await this.#commits.add(() => {
      const { changes } = this.#sql.dropOwn.run(number, recipient, position);
      const tally = this.#tallies.get(tallyKey({ queue: 'own', business, recipient }));
      if (tally !== undefined) tally.rows = Math.max(0, tally.rows - Number(changes));
    });
  }

  async forget(business: BusinessId, visitor: PeerId): Promise<void> {
    const { number } = this.#business(business);
    await this.#commits.add(() => {
      this.#sql.forgetOwn.run(number, visitor);
      this.#sql.forgetSent.run(number, visitor);
      this.#sql.forgetTeam.run(number, visitor);
      this.#tallies.clear();
    });
  }

  async expire(business: BusinessId, before: number): Promise<void> {
    const { number } = this.#business(business);
    await this.#commits.add(() => {
      this.#sql.expireOwn.run(number, before);
      this.#sql.expireTeam.run(number, before);
      this.#tallies.clear();
    });
  }

  /** Commits what is waiting, before the database closes. */
  flush(): void {
    this.#commits.flush();
  }

  /** Puts a row behind the last one of its queue, and counts it. */
  #place(row: NewRow, position: number): Placement {
    const tally = this.#tally(row);
    const business = this.#business(row.business);
    // Nothing stands before the first row of an empty mailbox, however many came and went.
    const lastOwn = tally.rows === 0 ? 0 : tally.last;
    const previous = row.queue === 'own' ? lastOwn : business.lastOfTeam;
    if (row.queue === 'team') business.lastOfTeam = position;
    tally.rows += 1;
    tally.last = position;
    return { position, previous };
  }

  #tally(row: NewRow): Tally {
    const key = tallyKey(row);
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      if (this.#tallies.size >= maxTallies) {
        // What waits for its commit is counted in memory only.
        this.#commits.flush();
        this.#tallies.clear();
      }
      const { number } = this.#business(row.business);
      const found =
        row.queue === 'own'
          ? this.#sql.tallyOwn.get(number, row.recipient)
          : this.#sql.tallyVisitor.get(number, row.visitor);
      tally = { rows: Number(found?.['rows']), last: Number(found?.['last'] ?? 0) };
      this.#tallies.set(key, tally);
    }
    return tally;
  }

  #business(id: BusinessId): Known {
    let known = this.#businesses.get(id);
    if (known === undefined) {
      const found = this.#sql.number.get(id);
      if (found === undefined) throw new Error('mail for a business that is not kept');
      const number = Number(found['number']);
      known = { number, lastOfTeam: Number(this.#sql.lastOfTeam.get(number)?.['last'] ?? 0) };
      this.#businesses.set(id, known);
    }
    return known;
  }
}

type Tallied =
  | { readonly queue: 'own'; readonly business: BusinessId; readonly recipient: PeerId }
  | { readonly queue: 'team'; readonly business: BusinessId; readonly visitor: PeerId };

function tallyKey(row: Tallied): string {
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
    tallyOwn: sql(
      'SELECT count(*) AS rows, max(position) AS last FROM own WHERE business = ? AND recipient = ?',
    ),
    tallyVisitor: sql(
      'SELECT count(*) AS rows, max(position) AS last FROM team WHERE business = ? AND visitor = ?',
    ),
    lastOfTeam: sql('SELECT max(position) AS last FROM team WHERE business = ?'),
    dropOwn: sql('DELETE FROM own WHERE business = ? AND recipient = ? AND position <= ?'),
    forgetOwn: sql('DELETE FROM own WHERE business = ? AND recipient = ?'),
    forgetSent: sql('DELETE FROM own WHERE business = ? AND sender = ?'),
    forgetTeam: sql('DELETE FROM team WHERE business = ? AND visitor = ?'),
    expireOwn: sql('DELETE FROM own WHERE business = ? AND at < ?'),
    expireTeam: sql('DELETE FROM team WHERE business = ? AND at < ?'),
  };
}
