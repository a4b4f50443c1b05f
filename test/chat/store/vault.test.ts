import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Vault } from '../../../src/chat/store/vault.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import { Counter } from '../../support/counted.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };

describe('the vault', () => {
  let rows: MemoryRows;
  let key: CryptoKey;
  let vault: Vault;

  beforeEach(async () => {
    rows = new MemoryRows();
    key = await generateStorageKey(ctx);
    vault = new Vault(ctx, new MemoryStore(rows), key);
  });

  async function put(places: readonly string[], at: number): Promise<void> {
    const batch = vault.batch();
    for (const place of places) batch.put('index', place, { row: `${place}-${String(at)}` });
    await batch.commit(undefined);
  }

  it('keeps no word of a record readable on the disk', async () => {
    const batch = vault.batch();
    batch.putMeta('sharedContext', { context: 'the secret lamp' });
    await batch.commit(undefined);
    for (const value of rows.rows.values()) {
      assert.ok(value instanceof Uint8Array);
      assert.ok(!new TextDecoder('latin1').decode(value).includes('secret'));
    }
    assert.deepEqual(await vault.meta('sharedContext'), { context: 'the secret lamp' });
  });

  it('refuses a record that somebody moved into another place, or changed', async () => {
    await put(['a', 'b'], 1);
    const [[first, a], [second, b]] = [...rows.rows] as [[string, Uint8Array], [string, Uint8Array]];
    rows.rows.set(first, Uint8Array.from(b));
    const fresh = new Vault(ctx, new MemoryStore(rows), key);
    await assert.rejects(fresh.get('index', 'a'), { code: 'storage-failed' });
    rows.rows.set(
      second,
      Uint8Array.from(a, (byte, index) => (index === 20 ? byte ^ 1 : byte)),
    );
    await assert.rejects(fresh.get('index', 'b'), { code: 'storage-failed' });
  });

  it('keeps bytes as bytes, however deep they stand', async () => {
    const batch = vault.batch();
    batch.put('early', 'x', { frame: Uint8Array.of(0, 255, 7) });
    await batch.commit(undefined);
    const fresh = new Vault(ctx, new MemoryStore(rows), key);
    assert.deepEqual(await fresh.get('early', 'x'), { frame: Uint8Array.of(0, 255, 7) });
  });

  it('shows what another tab wrote since, and what it removed', async () => {
    await put(['a', 'b'], 1);
    assert.deepEqual(await vault.get('index', 'a'), { row: 'a-1' });
    const other = new Vault(ctx, new MemoryStore(rows), key);
    const batch = other.batch();
    batch.put('index', 'a', { row: 'theirs' });
    batch.remove('index', 'b');
    await batch.commit(undefined);
    assert.deepEqual(await vault.get('index', 'a'), { row: 'theirs' });
    assert.equal(await vault.get('index', 'b'), undefined);
  });

  it('commits a batch whole or not at all, and reads through it what it will write', async () => {
    await put(['a'], 1);
    const batch = vault.batch();
    batch.put('index', 'a', { row: 'new' });
    batch.add('index', 'b', { row: 'b' });
    batch.remove('index', 'c');
    assert.deepEqual(await batch.get('index', 'a'), { row: 'new' });
    assert.deepEqual(await vault.get('index', 'a'), { row: 'a-1' });
    await put(['b'], 2);
    let isTold = false;
    batch.onCommitted(() => {
      isTold = true;
    });
    await assert.rejects(batch.commit(undefined), { code: 'deposed' });
    assert.deepEqual(await vault.get('index', 'a'), { row: 'a-1' });
    assert.equal(isTold, false);
  });

  it('asks the store once for all that is asked in one turn, and gives each the answers to its own', async () => {
    await put(['a', 'b', 'b/1', 'b/2'], 1);
    const counter = new Counter();
    const counted = new Vault(ctx, counter.store(new MemoryStore(rows)), key);
    const answers = await Promise.all([
      counted.get('index', 'b'),
      counted.read([
        { table: 'index', key: 'none' },
        { table: 'index', keysOf: { prefix: 'b/' } },
      ]),
      counted.range('index', { prefix: 'b/2' }),
      counted.get('index', 'a'),
    ]);
    assert.deepEqual(answers, [
      { row: 'b-1' },
      [undefined, ['b/1', 'b/2']],
      [{ key: 'b/2', value: { row: 'b/2-1' } }],
      { row: 'a-1' },
    ]);
    assert.equal(counter.take().reads, 1);
  });

  it('refuses what a deposed leader commits', async () => {
    rows.epoch = 2;
    const batch = vault.batch();
    batch.put('index', 'a', { row: 'late' });
    await assert.rejects(batch.commit(1), { code: 'deposed' });
    assert.equal(await vault.get('index', 'a'), undefined);
  });

  it('answers a range in the order of its keys, the last few where so asked', async () => {
    await put(['t/3', 't/1', 'u/9', 't/2'], 1);
    const keys = async (last?: number): Promise<readonly string[]> =>
      (await vault.range('index', { prefix: 't/', ...(last === undefined ? {} : { last }) })).map(
        row => row.key,
      );
    assert.deepEqual(await keys(), ['t/1', 't/2', 't/3']);
    assert.deepEqual(await keys(2), ['t/2', 't/3']);
  });
});
