import type { DraftState } from '../chat/model/thread-state.js';

/** What a field is to show, and which texts it took back in it. */
export interface Adopted {
  readonly value: string;
  readonly returned: readonly string[];
}

/**
 * When the model may write into a field, apart from the field itself: when it is new, when the model changed the draft of
 * its own, and to give back what could not be kept. At all other times the field is the truth, and a snapshot is late.
 */
export class FieldDraft {
  /** A composition holds the field between its keys: written into, it would end or be doubled. */
  isComposing = false;
  #place: string | undefined;
  #revision = 0;
  #returned: ReadonlySet<string> = new Set();

  /** What the field shows from now on; `undefined`: it keeps `value`. */
  adopt({ place, text, revision, returned }: DraftState, value: string): Adopted | undefined {
    const isNew = place !== this.#place;
    if (this.isComposing && !isNew) return undefined;
    const own = isNew || revision !== this.#revision ? text : value;
    const back = returned.filter(({ id }) => isNew || !this.#returned.has(id));
    this.#place = place;
    this.#revision = revision;
    this.#returned = new Set(returned.map(({ id }) => id));
    this.isComposing = false;
    const adopted = [...back.map(each => each.text), own].filter(each => each !== '').join('\n');
    if (back.length === 0 && adopted === value) return undefined;
    return { value: adopted, returned: back.map(({ id }) => id) };
  }
}
