import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Vault } from '../../../src/chat/store/vault.js';
import type { Change } from '../../../src/chat/store/vault.js';
import { emptyConversation } from '../../../src/chat/visitor/visitor-exchange.js';
import { SecureChatError } from '../../../src/errors.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import { Counter } from '../../support/counted.js';

const world = { crypto: globalThis.crypto, now: Date.now };
/** More than a vault keeps opened. */
const many = 4_100;

describe('a vault', () => {
  let counter: Counter;
  let rows: MemoryRows;
  let open: () => Vault;

  beforeEach(async () => {
    counter = new Counter();
    rows = new MemoryRows();
    const key = await generateStorageKey(world);
    open = () => new Vault(counter.context(world), new MemoryStore(rows), key);
  });

  async function putIndex(count: number): Promise<void> {
    const batch = open().batch();
    for (let index = 0; index < count; index++)
      batch.put('index', `row/${String(index).padStart(6, '0')}`, { row: String(index) });
    await batch.commit(undefined);
    counter.take();
  }

  it('lets go of what was not asked for longest, and keeps what was asked for again', async () => {
    await putIndex(many);
    const vault = open();
    await vault.get('index', 'row/000000');
    for (let index = 1; index < many; index += 100) {
      await vault.range('index', { prefix: `row/${String(index).padStart(6, '0').slice(0, 4)}` });
      await vault.get('index', 'row/000000');
    }
    assert.ok(counter.take().decrypts >= many - 1);
    await vault.get('index', 'row/000000');
    await vault.range('index', { prefix: 'row/0040' });
    assert.equal(counter.take().decrypts, 0);
  });

  it('keeps every conversation opened, as the list shows them all', async () => {
    const batch = open().batch();
    for (let index = 0; index < many; index++) {
      const id = String(index).padStart(26, '0') as ConversationId;
      batch.put('conversation', id, emptyConversation(id));
    }
    await batch.commit(undefined);
    const vault = open();
    await vault.range('conversation', { prefix: '' });
    assert.ok(counter.take().decrypts >= many);
    await putIndex(many);
    await vault.range('index', { prefix: '' });
    counter.take();
    await vault.range('conversation', { prefix: '' });
    assert.equal(counter.take().decrypts, 0);
  });

  it('opens nothing where only keys are asked for', async () => {
    await putIndex(3);
    const [keys] = await open().read([{ table: 'index', keysOf: { prefix: 'row/' } }]);
    assert.deepEqual(keys, ['row/000000', 'row/000001', 'row/000002']);
    assert.equal(counter.take().decrypts, 0);
  });

  it('answers many questions in their order', async () => {
    await putIndex(2);
    const answers = await open().read([
      { table: 'index', key: 'row/000001' },
      { table: 'index', key: 'none' },
      { table: 'index', range: { prefix: 'row/', last: 1 } },
    ]);
    assert.deepEqual(answers, [{ row: '1' }, undefined, [{ key: 'row/000001', value: { row: '1' } }]]);
  });

  it('tells of a commit once it is kept, and of none that failed', async () => {
    const vault = open();
    const told: (readonly Change[])[] = [];
    vault.watch(changes => told.push(changes));
    const batch = vault.batch();
    batch.put('index', 'a', { row: '1' });
    batch.remove('index', 'b');
    await batch.commit(undefined);
    const late = vault.batch();
    late.put('index', 'a', { row: '2' });
    await assert.rejects(
      late.commit(7),
      (cause: unknown) => cause instanceof SecureChatError && cause.code === 'deposed',
    );
    assert.deepEqual(
      told.map(changes => changes.map(({ key, record }) => [key, record])),
      [
        [
          ['a', { row: '1' }],
          ['b', undefined],
        ],
      ],
    );
  });

  it('reads through a batch what the batch changed, whatever was loaded before', async () => {
    await putIndex(2);
    const batch = open().batch();
    await batch.load([
      ['index', 'row/000000'],
      ['index', 'row/000001'],
      ['index', 'none'],
    ]);
    rows.rows.clear();
    batch.remove('index', 'row/000001');
    assert.deepEqual(await batch.get('index', 'row/000000'), { row: '0' });
    assert.equal(await batch.get('index', 'row/000001'), undefined);
    assert.equal(await batch.get('index', 'none'), undefined);
  });
});
