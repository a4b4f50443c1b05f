import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SecureChatError } from '../../../errors.js';
import { makeFolder } from '../data-folder.js';
import { transaction } from './group-commit.js';

/** Name of the database in its folder. */
export const databaseFile = 'node.db';

/** Version of the tables; a database with a higher one was written by a newer node. */
const schemaVersion = 1;

// Indexes end in the row id by themselves, which is the position: so pages of one queue come in order.
const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE business (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, card BLOB NOT NULL, facts TEXT NOT NULL,
    access TEXT, access_seq INTEGER NOT NULL, devices TEXT NOT NULL, roster TEXT) STRICT;
  CREATE TABLE backup (id TEXT PRIMARY KEY, business INTEGER NOT NULL REFERENCES business, data TEXT NOT NULL) STRICT;
  CREATE TABLE setup (hash TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT;
  CREATE TABLE own (
    position INTEGER PRIMARY KEY, business INTEGER NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL,
    at INTEGER NOT NULL, frame BLOB NOT NULL) STRICT;
  CREATE INDEX own_by_recipient ON own (business, recipient);
  CREATE TABLE team (
    position INTEGER PRIMARY KEY, business INTEGER NOT NULL, visitor TEXT NOT NULL,
    at INTEGER NOT NULL, frame BLOB NOT NULL) STRICT;
  CREATE INDEX team_by_business ON team (business);
  CREATE INDEX team_by_visitor ON team (business, visitor);
`;

/** How a database is opened. */
export interface DatabaseOptions {
  /** Largest size of the file in MiB; none: as large as the disk. */
  readonly maxMib?: number | undefined;
}

/** Opens a node's database, makes its tables where there are none, and checks that it can be read. */
export function openDatabase(path: string, options: DatabaseOptions = {}): DatabaseSync {
  if (path !== ':memory:') makeFolder(dirname(path));
  const database = new DatabaseSync(path);
  try {
    prepare(database, path, options);
  } catch (cause) {
    database.close();
    if (cause instanceof SecureChatError) throw cause;
    throw new SecureChatError('database-damaged', `${path} cannot be read: restore a backup`, { cause });
  }
  return database;
}

function prepare(database: DatabaseSync, path: string, { maxMib }: DatabaseOptions): void {
  // As a statement, since Node 22.13 knows no option for it: `init` waits for a running node's commit.
  database.exec('PRAGMA busy_timeout = 5000');
  // An acknowledged frame must outlive a power cut: FULL syncs the log at each commit.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  if (maxMib !== undefined) database.exec(`PRAGMA max_page_count = ${String(Math.ceil(maxMib * 256))}`);
  // Mail is sealed, but who wrote to whom is in the clear: nobody else on the machine reads it.
  if (path !== ':memory:') chmodSync(path, 0o600);
  // Two processes may come here at once (`init` beside a start): the lock decides who makes the tables.
  const version = transaction(database, () => {
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (found !== 0) return found;
    database.exec(schema);
    database.prepare(`INSERT INTO meta VALUES ('log', ?)`).run(randomBytes(9).toString('base64url'));
    database.exec(`PRAGMA user_version = ${String(schemaVersion)}`);
    return schemaVersion;
  });
  if (version > schemaVersion)
    throw new SecureChatError('database-newer', `${path} was written by a newer version: upgrade the node`);
  const [check] = database.prepare('PRAGMA quick_check(1)').all();
  if (check?.['quick_check'] !== 'ok')
    throw new SecureChatError('database-damaged', `${path} is damaged: restore a backup`);
}
