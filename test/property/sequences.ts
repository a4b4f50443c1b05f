import { seeded } from '../support/chance.js';
import type { End } from './end.js';
import { Typing } from './typing.js';

/** Sequences over one store: what the earlier ones left there must not matter. */
const perStore = 20;

/** Runs so many random sequences; a failure says which, and what was done in it. */
export async function sequences(count: number, makeEnd: () => Promise<End>): Promise<void> {
  for (let store = 0; store < count / perStore; store++) {
    const end = await makeEnd();
    for (let round = 0; round < perStore; round++) {
      const seed = store * perStore + round;
      const typing = new Typing(end, seeded(seed));
      try {
        await typing.run(9);
      } catch (cause) {
        const what = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`sequence ${String(seed)}: ${what}\n${typing.log}`, { cause });
      }
    }
  }
}
