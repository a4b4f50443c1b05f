import type { Bytes } from '../../wire/bytes.js';

/** So many records stay opened: a thread shows a hundred, and a message touches a dozen. */
const maxRecords = 4_000;
const nonceBytes = 12;

interface Opened {
  /** The random nonce in front of the sealed bytes tells two versions of a record apart. */
  readonly nonce: Bytes;
  readonly record: object;
}

/**
 * Opened records by place: one is opened again only when its sealed bytes changed, and is the same object until then.
 * Which was not asked for longest goes first. Conversations stay: the list shows them all.
 */
export class RecordCache {
  readonly #recent = new Map<string, Opened>();
  readonly #conversations = new Map<string, Opened>();

  /** The record in these sealed bytes, where it was opened before. */
  get(place: string, sealed: Bytes): object | undefined {
    const opened = this.#of(place).get(place);
    if (!opened?.nonce.every((byte, index) => byte === sealed[index])) return undefined;
    this.#put(place, opened);
    return opened.record;
  }

  set(place: string, sealed: Bytes, record: object): void {
    this.#put(place, { nonce: sealed.slice(0, nonceBytes), record });
    const [oldest = ''] = this.#recent.keys();
    if (this.#recent.size > maxRecords) this.#recent.delete(oldest);
  }

  delete(place: string): void {
    this.#of(place).delete(place);
  }

  #of(place: string): Map<string, Opened> {
    return place.startsWith('conversation ') ? this.#conversations : this.#recent;
  }

  /** A map keeps its keys in the order in which they came: whichever was asked for last goes to the end. */
  #put(place: string, opened: Opened): void {
    const records = this.#of(place);
    records.delete(place);
    records.set(place, opened);
  }
}
