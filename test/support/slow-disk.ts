import { SecureChatError } from '../../src/errors.js';
import { MemoryStore } from '../../src/storage/memory-store.js';
import type { MemoryRows } from '../../src/storage/memory-store.js';
import type { Write } from '../../src/storage/store.js';

/** A clock that stands until it is told to go on: what waits for a time runs in the order of the times. */
export class VirtualClock {
  now = 0;
  readonly #waiting: { at: number; go: () => void }[] = [];

  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  wait(ms: number): Promise<void> {
    return new Promise(go => {
      this.#waiting.push({ at: this.now + ms, go });
    });
  }

  /** Goes on by `ms`: whoever waited for a time until then runs. */
  advance(ms: number): void {
    this.now += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.now).sort((a, b) => a.at - b.at);
    for (const each of due) {
      this.#waiting.splice(this.#waiting.indexOf(each), 1);
      each.go();
    }
  }
}

/** A disk of one tab that takes its time, fails when told to, and ends with its tab. */
export class SlowDisk extends MemoryStore {
  readonly #clock: VirtualClock;
  readonly #delay: () => number;
  isFull = false;
  isGone = false;
  /** Transactions begin in their order, as the browser's do. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(rows: MemoryRows, clock: VirtualClock, delay: () => number) {
    super(rows);
    this.#clock = clock;
    this.#delay = delay;
  }

  override commit(writes: readonly Write[], epoch?: number): Promise<void> {
    const turn = this.#tail.then(async () => {
      await this.#clock.wait(this.#delay());
      if (this.isGone) await Promise.withResolvers<void>().promise;
      if (this.isFull) throw new SecureChatError('storage-full');
      await super.commit(writes, epoch);
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
