import { SecureChatError } from '../../src/errors.js';
import type { Answers, Read, Store, StoredValue, Table, Write } from '../../src/storage/store.js';

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

/** A tab's handle of any store: it takes its time, fails when told to, and ends with its tab. */
export class SlowDisk implements Store {
  readonly #inner: Store;
  readonly #clock: VirtualClock;
  readonly #delay: () => number;
  isFull = false;
  #isGone = false;
  /** Transactions begin in their order, as the browser's do. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(inner: Store, clock: VirtualClock, delay: () => number) {
    this.#inner = inner;
    this.#clock = clock;
    this.#delay = delay;
  }

  /** The tab is gone: nothing that it still asks for is answered, or happens. */
  end(): void {
    this.#isGone = true;
    this.#inner.close();
  }

  read<const R extends readonly Read[]>(reads: R): Promise<Answers<R>> {
    return this.#isGone ? never() : this.#inner.read(reads);
  }

  get(table: Table, key: string): Promise<StoredValue | undefined> {
    return this.#isGone ? never() : this.#inner.get(table, key);
  }

  commit(writes: readonly Write[], epoch?: number): Promise<void> {
    const turn = this.#tail.then(async () => {
      await this.#clock.wait(this.#delay());
      if (this.#isGone) return never<undefined>();
      if (this.isFull) throw new SecureChatError('storage-full');
      return this.#inner.commit(writes, epoch);
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  raiseFence(): Promise<number> {
    return this.#inner.raiseFence();
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }

  close(): void {
    this.#inner.close();
  }
}

function never<Value>(): Promise<Value> {
  return Promise.withResolvers<Value>().promise;
}
