import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MailboxStore, NewRow } from '../../../src/node/store/mailbox-store.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import { maxMailboxRows } from '../../../src/wire/limits.js';

/** A store on some medium that can be closed and opened again, with two businesses in it. */
export interface StoreSetup {
  readonly store: MailboxStore;
  readonly businesses: readonly [BusinessId, BusinessId];
  /** Moves the store's clock. */
  readonly advance: (seconds: number) => void;
  /** Unix seconds by that clock. */
  readonly seconds: () => number;
  /** The same mail in a new store, as after a restart. */
  readonly reopen: () => MailboxStore;
  readonly dispose: () => void;
}

const vera = `v${'a'.repeat(26)}` as PeerId;
const mara = `v${'b'.repeat(26)}` as PeerId;
const amir = `a${'c'.repeat(26)}` as PeerId;

/** What every store of mail must do. */
export function storeSuite(name: string, setup: () => StoreSetup): void {
  const test = (title: string, body: (setup: StoreSetup) => Promise<void>): void => {
    it(title, async () => {
      const made = setup();
      try {
        await body(made);
      } finally {
        made.dispose();
      }
    });
  };
  const own = (business: BusinessId, byte: number, recipient = vera): NewRow => ({
    queue: 'own',
    business,
    recipient,
    sender: amir,
    frame: Uint8Array.of(byte),
  });
  const team = (business: BusinessId, byte: number, visitor = vera): NewRow => ({
    queue: 'team',
    business,
    visitor,
    frame: Uint8Array.of(byte),
  });
  const bytesOf = async (
    store: MailboxStore,
    queue: Parameters<MailboxStore['page']>[0],
    after = 0,
    limit = 100,
  ): Promise<number[]> => (await store.page(queue, after, limit)).map(({ frame }) => frame[0] ?? -1);

  describe(`${name} as a store of mail`, () => {
    test('gives back each queue in order, page by page', async ({ store, businesses: [juniper] }) => {
      const positions = [1, 2, 3].flatMap(byte => store.append([own(juniper, byte)])?.positions ?? []);
      const queue = { queue: 'own', business: juniper, recipient: vera } as const;
      assert.deepEqual(await bytesOf(store, queue, 0, 2), [1, 2]);
      assert.deepEqual(await bytesOf(store, queue, positions[1]), [3]);
      assert.equal(await store.count(queue, positions[0] ?? 0), 2);
    });

    test('keeps businesses and receivers apart', async ({ store, businesses: [juniper, other] }) => {
      store.append([own(juniper, 1), own(other, 2), own(juniper, 3, mara), team(other, 4)]);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), [1]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: other }), [4]);
    });

    test('has on disk what it called committed', async ({ store, reopen, businesses: [juniper] }) => {
      await store.append([team(juniper, 9)])?.committed;
      assert.deepEqual(await bytesOf(reopen(), { queue: 'team', business: juniper }), [9]);
    });

    test('removes own rows up to what was handled, and no team rows', async ({ store, businesses }) => {
      const [juniper] = businesses;
      const [first = 0] = store.append([own(juniper, 1)])?.positions ?? [];
      store.append([own(juniper, 2), team(juniper, 3)]);
      store.handled(juniper, vera, first);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), [2]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [3]);
    });

    test('never gives a position twice, not even after a restart on an empty mailbox', async setup => {
      const { store, reopen, businesses } = setup;
      const [juniper] = businesses;
      const given = store.append([own(juniper, 1), own(juniper, 2)]);
      await given?.committed;
      const highest = given?.positions[1] ?? 0;
      store.handled(juniper, vera, highest);
      await store.count({ queue: 'team', business: juniper }, 0);
      const [next = 0] = reopen().append([own(juniper, 3)])?.positions ?? [];
      assert.ok(next > highest);
    });

    test('forgets a visitor wherever it is, and nobody else', async ({ store, businesses: [juniper] }) => {
      const sent: NewRow = { ...own(juniper, 5, amir), queue: 'own', recipient: amir, sender: vera };
      store.append([own(juniper, 1), team(juniper, 2), sent, own(juniper, 3, mara), team(juniper, 4, mara)]);
      await store.forget(juniper, vera);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: amir }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: mara }), [3]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [4]);
    });

    test('removes what is older than the retention time', async setup => {
      const { store, businesses, advance, seconds } = setup;
      const [juniper] = businesses;
      store.append([team(juniper, 1), own(juniper, 2)]);
      await store.count({ queue: 'team', business: juniper }, 0);
      advance(100);
      store.append([team(juniper, 3)]);
      await store.expire(juniper, seconds() - 50);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [3]);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), []);
    });

    test('refuses more than a full mailbox, and takes again what was made room for', async setup => {
      const { store, businesses } = setup;
      const [juniper] = businesses;
      const rows = Array.from({ length: maxMailboxRows }, () => own(juniper, 1));
      const full = store.append(rows);
      await full?.committed;
      assert.equal(store.append([own(juniper, 2)]), undefined);
      assert.notEqual(store.append([own(juniper, 2, mara)]), undefined);
      store.handled(juniper, vera, full?.positions[9] ?? 0);
      await store.count({ queue: 'team', business: juniper }, 0);
      assert.notEqual(store.append([own(juniper, 2)]), undefined);
    });
  });
}
