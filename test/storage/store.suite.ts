/** What every store promises (ARCHITECTURE "Tabs and pages"): two handles of one store are two tabs of one browser. */
import type { Range, Store } from '../../src/storage/store.js';
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
      const read = async (range: Range): Promise<readonly string[]> =>
        (await store.read([{ table: 'index', range }]))[0].map(([key]) => key);
      assert.deepEqual(await read({ prefix: 'a/' }), ['a/1', 'a/10', 'a/2']);
      assert.deepEqual(await read({ prefix: 'a/', before: 'a/2' }), ['a/1', 'a/10']);
      assert.deepEqual(await read({ prefix: 'a/', last: 2 }), ['a/10', 'a/2']);
      assert.deepEqual(await read({ prefix: 'a/', before: 'a/2', last: 1 }), ['a/10']);
      assert.deepEqual(await read({ prefix: '' }), ['a/1', 'a/10', 'a/2', 'b/0', 'b/1']);
      assert.deepEqual(await read({ prefix: 'c/' }), []);
      assert.deepEqual(await read({ prefix: '', last: 4 }), ['a/10', 'a/2', 'b/0', 'b/1']);
      assert.deepEqual(await read({ prefix: 'a/', last: 9 }), ['a/1', 'a/10', 'a/2']);
      assert.deepEqual(await read({ prefix: 'a/', last: 0 }), []);
      // Below a key that comes before the whole range, and below its beginning.
      assert.deepEqual(await read({ prefix: 'b/', before: 'a/2' }), []);
      assert.deepEqual(await read({ prefix: 'b/', before: 'b/', last: 3 }), []);
    });

    it('reads any ranges of any rows as a list in memory has them', async () => {
      const store = await open(fresh());
      const keys = Array.from({ length: 60 }, (_, index) => String((index * 7) % 60).padStart(2, '0'));
      await store.commit(keys.map(key => ({ table: 'index', key, value: bytes(Number(key)) })));
      const sorted = [...keys].sort();
      for (const prefix of ['', '0', '3', '9', '31'])
        for (const before of [undefined, '', '05', '3', '33', '999'])
          for (const last of [undefined, 1, 2, 9, 10, 11, 60, 61]) {
            const expected = sorted
              .filter(key => key.startsWith(prefix) && (before === undefined || key < before))
              .slice(-(last ?? 60));
            const range = {
              prefix,
              ...(before === undefined ? {} : { before }),
              ...(last === undefined ? {} : { last }),
            };
            const title = JSON.stringify(range);
            const [rows, names] = await store.read([
              { table: 'index', range },
              { table: 'index', keysOf: range },
            ]);
            assert.deepEqual(names, expected, title);
            assert.deepEqual(
              rows,
              expected.map(key => [key, bytes(Number(key))]),
              title,
            );
          }
    });

    it('answers many questions in their order, from several tables', async () => {
      const store = await open(fresh());
      await store.commit([
        { table: 'message', key: 'a/1', value: bytes(1) },
        { table: 'message', key: 'a/2', value: bytes(2) },
        { table: 'meta', key: 'card', value: bytes(3) },
      ]);
      const answers = await store.read([
        { table: 'meta', key: 'card' },
        { table: 'message', range: { prefix: 'a/' } },
        { table: 'message', keysOf: { prefix: 'a/', last: 1 } },
        { table: 'meta', key: 'none' },
        { table: 'frame', keysOf: { prefix: '' } },
      ]);
      assert.deepEqual(answers, [
        bytes(3),
        [
          ['a/1', bytes(1)],
          ['a/2', bytes(2)],
        ],
        ['a/2'],
        undefined,
        [],
      ]);
      assert.deepEqual(await store.read([]), []);
    });

    it('answers thousands of keys at once', async () => {
      const store = await open(fresh());
      const keys = Array.from({ length: 3_000 }, (_, index) => `c/${String(index)}`);
      await store.commit(
        keys.map((key, index) => ({ table: 'conversation', key, value: bytes(index % 251) })),
      );
      const answers = await store.read(keys.map(key => ({ table: 'conversation', key }) as const));
      assert.deepEqual(
        answers.map(value => value instanceof Uint8Array && value[0]),
        keys.map((_, index) => index % 251),
      );
    });

    it('answers from one moment: no commit of another tab lies between two answers', async () => {
      const name = fresh();
      const [one, two] = [await open(name), await open(name)];
      const both = (value: number): Parameters<Store['commit']>[0] => [
        { table: 'meta', key: 'z', value: bytes(value) },
        { table: 'message', key: 'm/1', value: bytes(value) },
      ];
      await one.commit(both(0));
      for (let round = 1; round < 60; round++) {
        const writing = two.commit(both(round));
        const [single, rows] = await one.read([
          { table: 'meta', key: 'z' },
          { table: 'message', range: { prefix: 'm/', last: 1 } },
        ]);
        assert.deepEqual(single, rows[0]?.[1], `round ${String(round)}`);
        await writing;
      }
    });

    it('does nothing where nothing is written', async () => {
      const store = await open(fresh());
      const epoch = await store.raiseFence();
      await store.commit([], epoch);
      await store.commit([], epoch - 1);
      assert.deepEqual(await store.read([{ table: 'meta', keysOf: { prefix: '' } }]), [[]]);
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
