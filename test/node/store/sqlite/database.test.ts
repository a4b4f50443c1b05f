import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { lockFolder } from '../../../../src/node/store/sqlite/folder-lock.js';
import { openDatabase } from '../../../../src/node/store/sqlite/database.js';
import { temporaryFolder } from '../../../support/test-node.js';

describe('the database', () => {
  it('keeps its log id over a restart', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'node.db');
    const log = (): unknown => {
      const database = openDatabase(path);
      const row = database.prepare(`SELECT value FROM meta WHERE name = 'log'`).get();
      database.close();
      return row?.['value'];
    };
    assert.equal(log(), log());
  });

  it('can be read by its owner only', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'node.db');
    openDatabase(path).close();
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('refuses one that a newer version wrote', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'node.db');
    const database = openDatabase(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    assert.throws(() => openDatabase(path), { code: 'database-newer' });
  });

  it('refuses a file that is none', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'node.db');
    writeFileSync(path, 'this is not a database, however long the text may be made '.repeat(100));
    assert.throws(() => openDatabase(path), { code: 'database-damaged' });
  });

  it('refuses one with a damaged page', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'node.db');
    openDatabase(path).close();
    const pages = readFileSync(path).length / 4096;
    const file = openSync(path, 'r+');
    for (let page = 1; page < pages; page++) writeSync(file, Buffer.alloc(64, 0xff), 0, 64, page * 4096);
    assert.throws(() => openDatabase(path), { code: 'database-damaged' });
  });
});

describe('the lock of a folder', () => {
  it('keeps a second node out until the first lets go', () => {
    using folder = temporaryFolder();
    const lock = lockFolder(folder.path);
    assert.throws(() => lockFolder(folder.path), { code: 'folder-in-use' });
    lock[Symbol.dispose]();
    lockFolder(folder.path)[Symbol.dispose]();
  });

  it('goes with a process that is killed', async () => {
    using folder = temporaryFolder();
    const source = new URL('../../../../src/node/store/sqlite/folder-lock.ts', import.meta.url).href;
    const script = `const { lockFolder } = await import(${JSON.stringify(source)});
      globalThis.lock = lockFolder(process.argv[1]); console.log('locked'); setInterval(() => {}, 1000);`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', script, folder.path];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const locked = once(child.stdout, 'data').then(() => true);
    assert.ok(await Promise.race([locked, once(child, 'exit').then(() => false)]), 'the child ended');
    assert.throws(() => lockFolder(folder.path), { code: 'folder-in-use' });
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    lockFolder(folder.path)[Symbol.dispose]();
  });
});
