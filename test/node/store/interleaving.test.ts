import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Appended, MailboxStore, NewRow, Queue, Row } from '../../../src/node/store/mailbox-store.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import type { Chance } from '../../support/chance.js';
import { seeded } from '../../support/chance.js';
import { turns } from '../../support/turns.js';
import { assertNothingSkipped } from './interleaving.js';

const juniper = `sc1-${'a'.repeat(32)}` as BusinessId;

interface Kept {
  readonly row: NewRow;
  readonly position: number;
  isCommitted: boolean;
}

/** How two nodes may share one log: the first two lose mail. */
type Sharing =
  'blocks for each node' | 'a counter, commits as they come' | 'pages that end before what waits';

/** A log in memory as several nodes would share one in a database. */
class SharedLog {
  readonly kept: Kept[] = [];
  readonly sharing: Sharing;
  readonly random: Chance;
  #highest = 0;

  constructor(sharing: Sharing, seed: number) {
    this.sharing = sharing;
    this.random = seeded(seed);
  }

  /** The next position; `block` is the node's own stretch of them. */
  next(block: number): number {
    this.#highest += 1;
    return this.sharing === 'blocks for each node' ? block * 1_000_000 + this.#highest : this.#highest;
  }
}

/** One node's way to a shared log, as far as appending and reading go. */
class UnsafeTestingNode implements MailboxStore {
  readonly log = 'shared';
  readonly #shared: SharedLog;
  readonly #block: number;

  constructor(shared: SharedLog, block: number) {
    this.#shared = shared;
    this.#block = block;
  }

  async append(rows: readonly NewRow[]): Promise<Appended> {
    const added = rows.map(row => ({ row, position: this.#shared.next(this.#block), isCommitted: false }));
    this.#shared.kept.push(...added);
    await turns(this.#shared.random(5));
    for (const each of added) each.isCommitted = true;
    const placements = added.map(({ position }) => ({ position, previous: position - 1 }));
    return { placements, committed: Promise.resolve() };
  }

  async page(queue: Queue, after: number, limit: number): Promise<readonly Row[]> {
    await turns(1);
    const { kept, sharing } = this.#shared;
    const waiting = kept.filter(({ isCommitted }) => !isCommitted).map(({ position }) => position);
    const end = sharing === 'pages that end before what waits' ? Math.min(...waiting) : Infinity;
    return kept
      .filter(({ row, position, isCommitted }) => {
        const isOfQueue =
          row.queue === queue.queue && (row.queue === 'team' || row.recipient === recipientOf(queue));
        return isOfQueue && isCommitted && position > after && position < end;
      })
      .toSorted((a, b) => a.position - b.position)
      .slice(0, limit)
      .map(({ position, row }) => ({ position, frame: Uint8Array.from(row.frame) }));
  }

  async count(queue: Queue, after: number): Promise<number> {
    return (await this.page(queue, after, Infinity)).length;
  }

  async handled(): Promise<void> {
    await turns(1);
  }

  async forget(): Promise<void> {
    await turns(1);
  }

  async expire(): Promise<void> {
    await turns(1);
  }
}

function recipientOf(queue: Queue): string | undefined {
  return queue.queue === 'own' ? queue.recipient : undefined;
}

async function tryBoth(sharing: Sharing): Promise<void> {
  for (let seed = 1; seed <= 5; seed++) {
    const shared = new SharedLog(sharing, seed);
    const ways = [new UnsafeTestingNode(shared, 1), new UnsafeTestingNode(shared, 2)] as const;
    await assertNothingSkipped({ ways, business: juniper }, seed);
  }
}

describe('the check that no cursor skips mail', () => {
  it('finds nodes that reserve positions for themselves', async () => {
    await assert.rejects(tryBoth('blocks for each node'), assert.AssertionError);
  });

  it('finds nodes that commit in another order than they were given positions', async () => {
    await assert.rejects(tryBoth('a counter, commits as they come'), assert.AssertionError);
  });

  it('lets two nodes pass whose pages end before the first position that may still be committed', async () => {
    await tryBoth('pages that end before what waits');
  });
});
