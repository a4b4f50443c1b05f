import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SecureChatError } from '../../../errors.js';
import { makeFolder } from '../data-folder.js';

/**
 * Keeps a data folder for one node: two would give positions that pass each other, and readers would skip mail. An open
 * transaction on a file of its own is the lock, so the operating system drops it with the process, however that
 * ends, and `init` can still write the database beside a running node.
 */
export function lockFolder(folder: string): Disposable {
  makeFolder(folder);
  const database = new DatabaseSync(join(folder, 'node.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new SecureChatError('folder-in-use', `another node uses the data folder ${folder}`, { cause });
  }
  return {
    [Symbol.dispose]: () => {
      database.close();
    },
  };
}
