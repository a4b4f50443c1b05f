/** What cursors rely on, tried in many orders of calls: the checks that `storeSuite` runs on every store. */
import assert from 'node:assert/strict';
import type { MailboxStore, NewRow, Queue } from '../../../src/node/store/mailbox-store.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import type { Chance } from '../../support/chance.js';
import { seeded } from '../../support/chance.js';
import { turns } from '../../support/turns.js';

const visitors = ['d', 'e', 'f'].map(letter => `v${letter.repeat(26)}` as PeerId);
const amir = `a${'c'.repeat(26)}` as PeerId;

function queuesOf(business: BusinessId): readonly Queue[] {
  return [
    { queue: 'team', business },
    ...visitors.map(recipient => ({ queue: 'own', business, recipient }) as const),
  ];
}

function keyOf(queue: Queue | NewRow): string {
  return queue.queue === 'own' ? queue.recipient : 'team';
}

function randomRow(random: Chance, business: BusinessId, number: number): NewRow {
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, number);
  const peer = visitors[random(visitors.length)] ?? amir;
  return random(2) === 0
    ? { queue: 'team', business, visitor: peer, frame }
    : { queue: 'own', business, recipient: peer, sender: amir, frame };
}

/** Follows a queue as a reader does: a cursor that only moves forwards. */
class Follower {
  readonly seen: number[] = [];
  #cursor: number;

  constructor(cursor: number) {
    this.#cursor = cursor;
  }

  async look(store: MailboxStore, queue: Queue, limit: number): Promise<number> {
    const rows = await store.page(queue, this.#cursor, limit);
    this.#cursor = rows.at(-1)?.position ?? this.#cursor;
    this.seen.push(...rows.map(({ position }) => position));
    return rows.length;
  }
}

/** One way to a store: several nodes may have one each. */
export interface Ways {
  readonly ways: readonly [MailboxStore, ...MailboxStore[]];
  readonly business: BusinessId;
}

/** Appends and reads at once; every reader must have seen every row that was kept, in order. */
export async function assertNothingSkipped({ ways, business }: Ways, seed: number): Promise<void> {
  const random = seeded(seed);
  const kept = new Map<string, number[]>();
  const way = (): MailboxStore => ways[random(ways.length)] ?? ways[0];
  const readers = await Promise.all(
    queuesOf(business).map(async queue => {
      const rows = await ways[0].page(queue, 0, 100_000);
      return { queue, follower: new Follower(rows.at(-1)?.position ?? 0) };
    }),
  );
  const append = async (rows: readonly NewRow[]): Promise<void> => {
    const appended = await way().append(rows);
    await appended?.committed;
    for (const [index, row] of rows.entries()) {
      const position = appended?.placements[index]?.position ?? 0;
      kept.set(keyOf(row), [...(kept.get(keyOf(row)) ?? []), position]);
    }
  };
  const pending: Promise<void>[] = [];
  for (let number = 0; number < 100; number++) {
    const rows = Array.from({ length: 1 + random(3) }, () => randomRow(random, business, number));
    pending.push(append(rows));
    if (random(2) === 0) await turns(random(3));
    const reader = readers[random(readers.length)];
    const looking = reader?.follower.look(way(), reader.queue, 1 + random(4));
    if (random(2) === 0) await looking;
    else if (reader !== undefined) {
      // A reader waits for its page before it asks for the next; others go on meanwhile.
      await Promise.all([looking, append([randomRow(random, business, number)])]);
    }
  }
  await Promise.all(pending);
  for (const { queue, follower } of readers) {
    while ((await follower.look(way(), queue, 50)) > 0);
    const expected = (kept.get(keyOf(queue)) ?? []).toSorted((a, b) => a - b);
    assert.deepEqual(follower.seen, expected, `${keyOf(queue)}, seed ${seed}`);
  }
}

/** Appends and removes; `previous` must leave no row out, and send no reader back that has everything. */
export async function assertChain(
  { ways, business }: Ways,
  reopen: () => MailboxStore,
  seconds: () => number,
  seed: number,
): Promise<void> {
  const random = seeded(seed);
  let [store] = ways;
  const highest = new Map<string, number>();
  const queues = queuesOf(business);
  for (const queue of queues) {
    const rows = await store.page(queue, 0, 100_000);
    highest.set(keyOf(queue), rows.at(-1)?.position ?? 0);
  }
  for (let number = 0; number < 60; number++) {
    const row = randomRow(random, business, number);
    const queue: Queue = row.queue === 'own' ? row : { queue: 'team', business };
    const appended = await store.append([row]);
    const { position = 0, previous = 0 } = appended?.placements[0] ?? {};
    const [next] = await store.page(queue, previous, 1);
    assert.equal(next?.position, position, `a row lies between, seed ${seed}`);
    assert.ok(previous <= (highest.get(keyOf(queue)) ?? 0), `a reader is sent back, seed ${seed}`);
    highest.set(keyOf(queue), position);
    const visitor = visitors[random(visitors.length)] ?? amir;
    if (random(4) === 0) await store.handled(business, visitor, (highest.get(visitor) ?? 0) - random(2));
    if (random(15) === 0) await store.forget(business, visitor);
    if (random(30) === 0) await store.expire(business, seconds() + 1);
    if (random(15) === 0) {
      await appended?.committed;
      store = reopen();
    }
  }
}
