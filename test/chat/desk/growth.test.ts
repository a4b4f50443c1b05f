import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { UnlockedDesk } from '../../../src/chat/desk/unlocked-desk.js';
import type { ConversationRow } from '../../../src/chat/model/desk-state.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import { Caller } from '../../support/caller.js';
import { Counter } from '../../support/counted.js';
import type { Counts } from '../../support/counted.js';
import { makeLargeDesk, openLargeDesk } from '../../support/large-desk.js';
import type { LargeDesk, RunningDesk } from '../../support/large-desk.js';

/** What one act cost: what was asked of store and crypto, and how many rows the list got anew. */
interface Cost extends Counts {
  readonly newRows: number;
}

/** A desk of some size at work, counted. */
class CountedDesk {
  readonly #counter = new Counter();
  readonly #known = new Set<ConversationRow>();
  #made: LargeDesk | undefined;
  #running: RunningDesk | undefined;
  #newRows = 0;

  static async open(count: number): Promise<CountedDesk> {
    const counted = new CountedDesk();
    const ctx = { crypto: globalThis.crypto, now: Date.now };
    const store = new MemoryStore();
    counted.#made = await makeLargeDesk(ctx, store, count);
    const { business } = counted.#made;
    const world = counted.#counter.context(ctx);
    counted.#running = await openLargeDesk(world, { store: counted.#counter.store(store), business }, () => {
      counted.#look();
    });
    await counted.#counter.idle();
    return counted;
  }

  get desk(): UnlockedDesk {
    return this.running.desk;
  }

  get running(): RunningDesk {
    if (!this.#running) throw new Error('the desk is not open');
    return this.#running;
  }

  async caller(): Promise<Caller> {
    if (!this.#made) throw new Error('the desk is not open');
    return Caller.create({ crypto: globalThis.crypto, now: Date.now }, this.#made.card);
  }

  /** Does one thing, waits for all that follows, and answers what it cost. */
  async cost(act: () => Promise<void>): Promise<Cost> {
    await this.#settle();
    this.#counter.take();
    this.#newRows = 0;
    await act();
    await this.#settle();
    return { ...this.#counter.take(), newRows: this.#newRows };
  }

  rowOf(lastText: string): ConversationId {
    const row = this.desk.state.rows.find(one => one.lastText === lastText);
    if (!row) throw new Error(`no row says ${lastText}`);
    return row.id;
  }

  /** A visitor whose conversation this desk holds, and shows. */
  async talk(words: string): Promise<{ readonly vera: Caller; readonly id: ConversationId }> {
    const vera = await this.caller();
    await this.running.link.arrive(await vera.open(words), 'team');
    await this.#settle();
    const id = this.rowOf(words);
    await this.desk.handle({ type: 'select', conversation: id });
    await this.desk.handle({ type: 'claim', conversation: id });
    await this.#settle();
    const accept = this.running.link.sent.find(frame => frame[1] === 3);
    if (!accept) throw new Error('nothing was accepted');
    await vera.accept(accept);
    return { vera, id };
  }

  close(): void {
    this.desk.suspend();
  }

  /** What waits to be drawn is drawn by a search for nothing. */
  async #settle(): Promise<void> {
    await this.#counter.idle();
    await this.desk.handle({ type: 'search', text: '' });
    await this.#counter.idle();
  }

  #look(): void {
    const rows = this.#running?.desk.state.rows ?? [];
    for (const row of rows) {
      if (this.#known.has(row)) continue;
      this.#known.add(row);
      this.#newRows++;
    }
  }
}

/** What each act of a day costs, at a desk with so many conversations. */
async function day(count: number): Promise<Readonly<Record<string, Cost>>> {
  const counted = await CountedDesk.open(count);
  const { desk, running } = counted;
  try {
    const { vera, id } = await counted.talk('the first words');
    const type = (text: string) => (): Promise<void> =>
      desk.handle({ type: 'draft', conversation: id, text });
    const say = async (text: string): Promise<void> => running.link.arrive(await vera.say(text), 'own');
    const nora = await counted.caller();
    await running.link.arrive(await nora.open('somebody else'), 'team');
    const drained: Uint8Array<ArrayBuffer>[] = [];
    for (let index = 0; index < 8; index++)
      drained.push(await (await counted.caller()).open(`one of many ${String(index)}`));
    return {
      firstKey: await counted.cost(type('I')),
      nextKey: await counted.cost(type('It')),
      message: await counted.cost(() => say('her words')),
      nextMessage: await counted.cost(() => say('more of them')),
      answer: await counted.cost(() => desk.handle({ type: 'send', conversation: id, text: 'It is.' })),
      seen: await counted.cost(() => desk.handle({ type: 'seen', conversation: id })),
      claim: await counted.cost(() =>
        desk.handle({ type: 'claim', conversation: counted.rowOf('somebody else') }),
      ),
      drained: await counted.cost(async () => {
        await Promise.all(drained.map(frame => running.link.arrive(frame, 'team')));
      }),
      forgotten: await counted.cost(async () => running.link.arrive(await vera.forget(), 'team')),
    };
  } finally {
    counted.close();
  }
}

describe('a desk with 1,000 conversations', () => {
  let small: Readonly<Record<string, Cost>>;
  let large: Readonly<Record<string, Cost>>;

  before(async () => {
    small = await day(10);
    large = await day(1_000);
  });

  for (const act of [
    'firstKey',
    'nextKey',
    'message',
    'nextMessage',
    'answer',
    'seen',
    'claim',
    'drained',
    'forgotten',
  ]) {
    it(`has as much work as one with ten: ${act}`, () => {
      assert.deepEqual(large[act], small[act]);
    });
  }
});
