/** What every store promises (ARCHITECTURE "Tabs and pages"): two handles of one store are two tabs of one browser. */
import type { Store } from '../../src/storage/store.js';
import assert from '../protocol/support/browser-assert.js';
import type { Runner } from '../protocol/support/runner.js';

const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

/** Registers the suite; `open` opens another handle of the store that `name` names. */
export function storeSuite(
  { describe, it }: Runner,
  title: string,
  open: (name: string) => Promise<Store>,
): void {
  let count = 0;
  const fresh = (): string => `store-suite-${String(++count)}`;

  describe(title, () => {
    it('gives back what was committed, in every tab', async () => {
      const name = fresh();
      const [one, two] = [await open(name), await open(name)];
      await one.commit([{ table: 'message', key: 'a', value: bytes(1, 2) }]);
      assert.deepEqual(await two.get('message', 'a'), bytes(1, 2));
      assert.equal(await two.get('meta', 'a'), undefined);
      await two.commit([{ table: 'message', key: 'a', value: undefined }]);
      assert.equal(await one.get('message', 'a'), undefined);
    });

    it('reads rows by prefix, in order, below a key, and the last of them', async () => {
      const store = await open(fresh());
      const keys = ['b/1', 'a/2', 'a/10', 'a/1', 'b/0'];
      await store.commit(keys.map((key, index) => ({ table: 'index', key, value: bytes(index) })));
      const read = async (range: Parameters<Store['range']>[1]): Promise<readonly string[]> =>
        (await store.range('index', range)).map(([key]) => key);
      assert.deepEqual(await read({ prefix: 'a/' }), ['a/1', 'a/10', 'a/2']);
      assert.deepEqual(await read({ prefix: 'a/', before: 'a/2' }), ['a/1', 'a/10']);
      assert.deepEqual(await read({ prefix: 'a/', last: 2 }), ['a/10', 'a/2']);
      assert.deepEqual(await read({ prefix: 'a/', before: 'a/2', last: 1 }), ['a/10']);
      assert.deepEqual(await read({ prefix: '' }), ['a/1', 'a/10', 'a/2', 'b/0', 'b/1']);
      assert.deepEqual(await read({ prefix: 'c/' }), []);
    });

    it('lets a deposed leader commit nothing', async () => {
      const name = fresh();
      const [leader, rival] = [await open(name), await open(name)];
      const epoch = await leader.raiseFence();
      await leader.commit([{ table: 'session', key: 'sid', value: bytes(1) }], epoch);
      const next = await rival.raiseFence();
      assert.equal(next > epoch, true);
      const writes = [
        { table: 'session', key: 'sid', value: bytes(2) },
        { table: 'frame', key: 'f', value: bytes(3) },
      ] as const;
      await assert.rejects(leader.commit(writes, epoch), { code: 'deposed' });
      assert.deepEqual(await leader.get('session', 'sid'), bytes(1));
      assert.equal(await leader.get('frame', 'f'), undefined);
      await rival.commit(writes, next);
      // What any tab may write needs no lead.
      await leader.commit([{ table: 'frame', key: 'i', value: bytes(4) }]);
      assert.deepEqual(await rival.get('frame', 'i'), bytes(4));
    });

    it('keeps keys that the browser does not give out', async () => {
      const store = await open(fresh());
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
      await store.commit([{ table: 'keys', key: 'storage', value: key }]);
      const kept = await store.get('keys', 'storage');
      assert.equal(kept instanceof CryptoKey && !kept.extractable, true);
    });

    it('is empty after it was destroyed', async () => {
      const name = fresh();
      const store = await open(name);
      await store.commit([{ table: 'meta', key: 'draft', value: bytes(1) }]);
      await store.destroy();
      assert.equal(await (await open(name)).get('meta', 'draft'), undefined);
    });
  });
}
