import type { Appended, MailboxStore, NewRow, Queue, Row } from '../../src/node/store/mailbox-store.js';
import type { BusinessId, PeerId } from '../../src/wire/ids.js';
import type { Chance } from './chance.js';
import { seeded } from './chance.js';
import { turns } from './turns.js';

/** Most turns of the event loop that an answer is late. */
const maxTurns = 6;

/**
 * A store whose answers are late by different times, as those of a database on another machine are: what was asked for
 * first is done first, but a later call may be answered before it.
 */
export class SlowMailbox implements MailboxStore {
  readonly #store: MailboxStore;
  readonly #chance: Chance;

  constructor(store: MailboxStore, seed: number) {
    this.#store = store;
    this.#chance = seeded(seed);
  }

  get log(): string {
    return this.#store.log;
  }

  async append(rows: readonly NewRow[]): Promise<Appended | undefined> {
    const appended = await this.#late(this.#store.append(rows));
    return appended && { ...appended, committed: this.#late(appended.committed) };
  }

  async page(queue: Queue, after: number, limit: number): Promise<readonly Row[]> {
    return this.#late(this.#store.page(queue, after, limit));
  }

  async count(queue: Queue, after: number): Promise<number> {
    return this.#late(this.#store.count(queue, after));
  }

  async handled(business: BusinessId, recipient: PeerId, position: number): Promise<void> {
    return this.#late(this.#store.handled(business, recipient, position));
  }

  async forget(business: BusinessId, visitor: PeerId): Promise<void> {
    return this.#late(this.#store.forget(business, visitor));
  }

  async expire(business: BusinessId, before: number): Promise<void> {
    return this.#late(this.#store.expire(business, before));
  }

  async #late<Result>(answer: Promise<Result>): Promise<Result> {
    await turns(this.#chance(maxTurns));
    return answer;
  }
}
