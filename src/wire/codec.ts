import { concat } from './bytes.js';
import type { Bytes } from './bytes.js';

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

/** Big-endian 32-bit integer as bytes. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Big-endian 64-bit integer as bytes; values are safe integers here. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** A field of variable size: its length in four bytes, then itself (PROTOCOL 1). */
export function field(bytes: Uint8Array): Bytes {
  return concat(u32(bytes.length), bytes);
}

/**
 * Reads fields off the front of bytes that came from outside. A read past the end answers `undefined` and leaves
 * the reader spent, so a parser checks once, at the end, with `isDone`.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Number of bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether every byte was read and no read failed: a parser ends exactly at the end (PROTOCOL 1). */
  get isDone(): boolean {
    return !this.#failed && this.#offset === this.#bytes.length;
  }

  /** A copy of the next `length` bytes. */
  take(length: number): Bytes | undefined {
    if (this.#failed || length > this.#bytes.length - this.#offset) {
      this.#failed = true;
      return undefined;
    }
    const start = this.#offset;
    this.#offset += length;
    // Not `slice`: of a Node buffer that would be the same memory.
    return new Uint8Array(this.#bytes.subarray(start, this.#offset));
  }

  /** Everything that is left. */
  rest(): Bytes | undefined {
    return this.take(this.#bytes.length - this.#offset);
  }

  u8(): number | undefined {
    return this.take(1)?.[0];
  }

  u32(): number | undefined {
    const bytes = this.take(4);
    return bytes && new DataView(bytes.buffer).getUint32(0);
  }

  /** The next 64-bit integer; one above 2^53 - 1 fails the read, since it could not be told from its neighbour. */
  u64(): number | undefined {
    const bytes = this.take(8);
    const value = bytes && new DataView(bytes.buffer).getBigUint64(0);
    if (value === undefined || value > maxSafe) {
      this.#failed = true;
      return undefined;
    }
    return Number(value);
  }

  /** The next field of variable size. */
  field(): Bytes | undefined {
    const length = this.u32();
    return length === undefined ? undefined : this.take(length);
  }
}
