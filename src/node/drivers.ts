/** Picks what keeps the node's data and what knows who is connected: the only file that names a driver. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Directory } from './cluster/directory.js';
import { LocalDirectory } from './cluster/local-directory.js';
import type { MailboxStore } from './store/mailbox-store.js';
import type { RegisterStore } from './store/register-store.js';
import { databaseFile, openDatabase } from './store/sqlite/database.js';
import { lockFolder } from './store/sqlite/folder-lock.js';
import { SqliteMailbox } from './store/sqlite/mailbox.js';
import { SqliteRegister } from './store/sqlite/register.js';

/** What a node opens its stores with. */
export interface StoreOptions {
  /** The data folder; made where it is not there. */
  readonly data: string;
  /** Largest size of the data in MiB. */
  readonly maxDatabaseMib?: number | undefined;
  readonly now: () => number;
  /** Hears of every write that failed. */
  readonly onFailure: (error: unknown) => void;
}

/** The register, to look at or to add to, until it is disposed of; a node may have it open as well. */
export interface OpenRegister extends AsyncDisposable {
  readonly register: RegisterStore;
}

/** All that a node keeps. Disposing of it writes what is waiting, and lets the next node have the data. */
export interface OpenStores extends OpenRegister {
  readonly mailbox: MailboxStore;
}

/** What a node runs on. */
export interface Drivers {
  readonly openStores: (options: StoreOptions) => Promise<OpenStores>;
  readonly createDirectory: <Message>() => Directory<Message>;
}

/** The drivers that need nothing but this process and a folder. */
export const embeddedDrivers: Drivers = {
  openStores,
  createDirectory: <Message>() => new LocalDirectory<Message>(),
};

/** Whether any node or command has kept something in a folder. */
export function hasData(data: string): boolean {
  return existsSync(join(data, databaseFile));
}

/** Opens the register alone, as commands do. */
export async function openRegister(data: string): Promise<OpenRegister> {
  const database = openDatabase(join(data, databaseFile));
  return {
    register: new SqliteRegister(database),
    [Symbol.asyncDispose]: async () => {
      database.close();
    },
  };
}

async function openStores({ data, maxDatabaseMib, now, onFailure }: StoreOptions): Promise<OpenStores> {
  const lock = lockFolder(data);
  try {
    const database = openDatabase(join(data, databaseFile), { maxMib: maxDatabaseMib });
    const mailbox = new SqliteMailbox(database, now, onFailure);
    return {
      mailbox,
      register: new SqliteRegister(database),
      [Symbol.asyncDispose]: async () => {
        mailbox.flush();
        database.close();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}
