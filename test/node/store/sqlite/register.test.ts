import { join } from 'node:path';
import { openDatabase } from '../../../../src/node/store/sqlite/database.js';
import { SqliteRegister } from '../../../../src/node/store/sqlite/register.js';
import { temporaryFolder } from '../../../support/test-node.js';
import { registerSuite } from '../register-suite.js';

registerSuite('SQLite', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'node.db');
  const open = [openDatabase(path)];
  return {
    register: new SqliteRegister(openNext()),
    reopen: () => new SqliteRegister(openNext()),
    [Symbol.dispose]: () => {
      for (const each of open) each.close();
      folder[Symbol.dispose]();
    },
  };

  function openNext(): ReturnType<typeof openDatabase> {
    const database = openDatabase(path);
    open.push(database);
    return database;
  }
});
