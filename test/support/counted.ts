/** Stores and crypto that count what is asked of them: work that grows is seen in a number, not in a time. */
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../src/protocol/context.js';
import type { Store } from '../../src/storage/store.js';

/** What was asked for since the last look. */
export interface Counts {
  reads: number;
  rowsRead: number;
  commits: number;
  decrypts: number;
  encrypts: number;
}

export class Counter {
  #counts: Counts = none();
  #pending = 0;

  /** What was counted until now; counting begins anew. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = none();
    return counts;
  }

  /** Settles once nothing that was begun is still to come. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet = this.#pending === 0 ? quiet + 1 : 0) await setImmediate();
  }

  store(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]): Promise<unknown> => {
          if (name === 'commit') this.#counts.commits++;
          else this.#counts.reads++;
          const answer: unknown = await this.#wait(Reflect.apply(method, target, given));
          if (name !== 'commit') this.#counts.rowsRead += rowsIn(answer);
          return answer;
        };
      },
    });
  }

  context({ crypto, now }: Context): Context {
    const subtle = new Proxy(crypto.subtle, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]): unknown => {
          if (name === 'decrypt') this.#counts.decrypts++;
          if (name === 'encrypt') this.#counts.encrypts++;
          return this.#wait(Reflect.apply(method, target, given));
        };
      },
    });
    const counted = { subtle, getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;
    return { crypto: counted, now };
  }

  async #wait(answer: unknown): Promise<unknown> {
    this.#pending++;
    try {
      return await answer;
    } finally {
      this.#pending--;
    }
  }
}

function none(): Counts {
  return { reads: 0, rowsRead: 0, commits: 0, decrypts: 0, encrypts: 0 };
}

function rowsIn(answer: unknown): number {
  if (!Array.isArray(answer)) return answer === undefined ? 0 : 1;
  return answer.length;
}
