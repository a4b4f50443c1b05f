import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MailboxStore, NewRow } from '../../../src/node/store/mailbox-store.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import { maxMailboxRows } from '../../../src/wire/limits.js';
import { assertChain, assertNothingSkipped } from './interleaving.js';

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

/** Positions of rows that are committed. */
async function positionsOf(store: MailboxStore, rows: readonly NewRow[]): Promise<readonly number[]> {
  const appended = await store.append(rows);
  await appended?.committed;
  return appended?.placements.map(({ position }) => position) ?? [];
}

/** What every store of mail must do. */
export function storeSuite(name: string, setup: () => Promise<StoreSetup>): void {
  const test = (title: string, body: (setup: StoreSetup) => Promise<void>): void => {
    it(title, async () => {
      const made = await setup();
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
      const positions = [];
      for (const byte of [1, 2, 3]) positions.push(...(await positionsOf(store, [own(juniper, byte)])));
      const queue = { queue: 'own', business: juniper, recipient: vera } as const;
      assert.deepEqual(await bytesOf(store, queue, 0, 2), [1, 2]);
      assert.deepEqual(await bytesOf(store, queue, positions[1]), [3]);
      assert.equal(await store.count(queue, positions[0] ?? 0), 2);
    });

    test('keeps businesses and receivers apart', async ({ store, businesses: [juniper, other] }) => {
      await store.append([own(juniper, 1), own(other, 2), own(juniper, 3, mara), team(other, 4)]);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), [1]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: other }), [4]);
    });

    test('has on disk what it called committed', async ({ store, reopen, businesses: [juniper] }) => {
      await (
        await store.append([team(juniper, 9)])
      )?.committed;
      assert.deepEqual(await bytesOf(reopen(), { queue: 'team', business: juniper }), [9]);
    });

    test('removes own rows up to what was handled, and no team rows', async ({ store, businesses }) => {
      const [juniper] = businesses;
      const [first = 0] = await positionsOf(store, [own(juniper, 1)]);
      await store.append([own(juniper, 2), team(juniper, 3)]);
      await store.handled(juniper, vera, first);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), [2]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [3]);
    });

    test('never gives a position twice, not even after a restart on an empty mailbox', async setup => {
      const { store, reopen, businesses } = setup;
      const [juniper] = businesses;
      const [, highest = 0] = await positionsOf(store, [own(juniper, 1), own(juniper, 2)]);
      await store.handled(juniper, vera, highest);
      const [next = 0] = await positionsOf(reopen(), [own(juniper, 3)]);
      assert.ok(next > highest);
    });

    test('forgets a visitor wherever it is, and nobody else', async ({ store, businesses: [juniper] }) => {
      const sent: NewRow = { ...own(juniper, 5, amir), queue: 'own', recipient: amir, sender: vera };
      await store.append([
        own(juniper, 1),
        team(juniper, 2),
        sent,
        own(juniper, 3, mara),
        team(juniper, 4, mara),
      ]);
      await store.forget(juniper, vera);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: amir }), []);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: mara }), [3]);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [4]);
    });

    test('removes what is older than the retention time', async setup => {
      const { store, businesses, advance, seconds } = setup;
      const [juniper] = businesses;
      await store.append([team(juniper, 1), own(juniper, 2)]);
      advance(100);
      await store.append([team(juniper, 3)]);
      await store.expire(juniper, seconds() - 50);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [3]);
      assert.deepEqual(await bytesOf(store, { queue: 'own', business: juniper, recipient: vera }), []);
    });

    test('refuses more than a full mailbox, and takes again what was made room for', async setup => {
      const { store, businesses } = setup;
      const [juniper] = businesses;
      const rows = Array.from({ length: maxMailboxRows }, () => own(juniper, 1));
      const positions = await positionsOf(store, rows);
      assert.equal(await store.append([own(juniper, 2)]), undefined);
      assert.notEqual(await store.append([own(juniper, 2, mara)]), undefined);
      await store.handled(juniper, vera, positions[9] ?? 0);
      assert.notEqual(await store.append([own(juniper, 2)]), undefined);
    });

    test('gives higher positions to later calls, whichever is answered first', async setup => {
      const { store, businesses } = setup;
      const [juniper] = businesses;
      const calls = Array.from({ length: 50 }, (_, n) => store.append([own(juniper, n), team(juniper, n)]));
      const placed = (await Promise.all(calls)).flatMap(appended => appended?.placements ?? []);
      const positions = placed.map(({ position }) => position);
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(positions).size, 100);
    });

    test('shows a page what was answered before it, committed or not yet', async setup => {
      const { store, businesses } = setup;
      const [juniper] = businesses;
      const appended = await store.append([team(juniper, 1)]);
      const shown = await bytesOf(store, { queue: 'team', business: juniper });
      assert.deepEqual(shown, [1]);
      await appended?.committed;
    });

    test('takes calls in their order: what is forgotten first may be written again', async setup => {
      const { store, businesses } = setup;
      const [juniper] = businesses;
      const calls = [
        store.append([team(juniper, 1)]),
        store.forget(juniper, vera),
        store.append([team(juniper, 2)]),
      ];
      await Promise.all(calls);
      assert.deepEqual(await bytesOf(store, { queue: 'team', business: juniper }), [2]);
    });

    test('hides no row from a cursor, however appends and pages interleave', async setup => {
      const { store, businesses } = setup;
      const ways = { ways: [store], business: businesses[0] } as const;
      for (let seed = 1; seed <= 8; seed++) await assertNothingSkipped(ways, seed);
    });

    test('names what stands before a row, through restarts and removals', async setup => {
      const { store, businesses, reopen, seconds } = setup;
      let newest = store;
      const again = (): typeof store => (newest = reopen());
      for (let seed = 1; seed <= 8; seed++)
        await assertChain({ ways: [newest], business: businesses[0] }, again, seconds, seed);
    });
  });
}
