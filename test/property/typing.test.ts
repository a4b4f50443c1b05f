import { describe, it } from 'node:test';
import { seeded } from '../support/seeded.js';
import { deskEnd, modelEnd, visitorEnd } from './ends.js';
import type { End } from './ends.js';
import { Typing } from './typing.js';

/** Sequences over one store: what the earlier ones left there must not matter. */
const perStore = 20;

async function sequences(count: number, makeEnd: () => Promise<End>): Promise<void> {
  for (let store = 0; store < count / perStore; store++) {
    const end = await makeEnd();
    for (let round = 0; round < perStore; round++) {
      const seed = store * perStore + round;
      const typing = new Typing(end, seeded(seed));
      try {
        await typing.run(9);
      } catch (cause) {
        throw new Error(`sequence ${String(seed)}:\n${typing.log}`, { cause });
      }
    }
  }
}

describe('whoever types, however fast, on whatever disk: what was entered is what was sent, once, in order, to whom it was meant', () => {
  it('is a customer, by the model', () => sequences(10_000, () => modelEnd(['hers'])));
  it('is an agent who turns from one to the other, by the model', () =>
    sequences(10_000, () => modelEnd(['a', 'b', 'c'])));
  it('is a customer, by her engine', () => sequences(200, visitorEnd));
  it('is an agent who turns from one to the other, by the engine of the desk', () => sequences(200, deskEnd));
});
