import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import { openDatabase } from '../../../../src/node/store/sqlite/database.js';
import { SqliteMailbox } from '../../../../src/node/store/sqlite/mailbox.js';
import { SqliteRegister } from '../../../../src/node/store/sqlite/register.js';
import type { BusinessId, PeerId } from '../../../../src/wire/ids.js';
import { temporaryFolder } from '../../../support/test-node.js';
import { recordOf } from '../records.js';
import { storeSuite } from '../store-suite.js';

const juniper = `sc1-${'a'.repeat(32)}` as BusinessId;
const other = `sc1-${'b'.repeat(32)}` as BusinessId;
const vera = `v${'a'.repeat(26)}` as PeerId;

storeSuite('SQLite', async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'node.db');
  const open = [openDatabase(path)];
  const [database] = open;
  assert.ok(database);
  const register = new SqliteRegister(database);
  await register.save({ record: recordOf(juniper), over: undefined });
  await register.save({ record: recordOf(other), over: undefined });
  let now = Date.now();
  const fail = (error: unknown): void => {
    throw error;
  };
  const mailboxes: SqliteMailbox[] = [];
  const mailboxOn = (opened: typeof database): SqliteMailbox => {
    const mailbox = new SqliteMailbox(opened, () => now, fail);
    mailboxes.push(mailbox);
    return mailbox;
  };
  return {
    store: mailboxOn(database),
    businesses: [juniper, other],
    advance: seconds => {
      now += seconds * 1000;
    },
    seconds: () => Math.floor(now / 1000),
    reopen: () => {
      const again = openDatabase(path);
      open.push(again);
      return mailboxOn(again);
    },
    dispose: () => {
      for (const mailbox of mailboxes) mailbox.flush();
      for (const each of open) each.close();
      folder[Symbol.dispose]();
    },
  };
});

describe('SQLite on a full disk', () => {
  it('keeps none of a batch that did not fit, and goes on when there is room', async () => {
    using folder = temporaryFolder();
    const database = openDatabase(join(folder.path, 'node.db'), { maxMib: 1 });
    const failures: unknown[] = [];
    await new SqliteRegister(database).save({ record: recordOf(juniper), over: undefined });
    const store = new SqliteMailbox(database, Date.now, error => failures.push(error));
    const queue = { queue: 'own', business: juniper, recipient: vera } as const;
    const big = { ...queue, sender: vera, frame: new Uint8Array(60_000) };
    const kept = await store.append([big]);
    await kept?.committed;
    const lost = await store.append(Array.from({ length: 40 }, () => big));
    await assert.rejects(lost?.committed ?? Promise.resolve());
    assert.equal(failures.length, 1);
    assert.equal(await store.count(queue, 0), 1);
    const again = await store.append([big]);
    await again?.committed;
    assert.equal(await store.count(queue, 0), 2);
    database.close();
  });
});
