/** Padding of a frame's payloads (PROTOCOL 7): a watcher of the wire learns a size class, never a length. */
import type { Bytes } from './bytes.js';
import { maxPaddedBytes } from './limits.js';

const smallest = 256;
/** Ends the payloads: zeros follow. */
export const marker = 0x80;

/** Most payload bytes one frame can carry: one is taken by the marker. */
export const maxPayloadBytes = maxPaddedBytes - 1;

/** The padded size of `length` bytes and their marker: Padmé, at least 256. */
export function paddedLength(length: number): number {
  const marked = length + 1;
  const exponent = 31 - Math.clz32(marked);
  const spare = exponent - (32 - Math.clz32(exponent));
  // Padmé keeps the leading bits of a size and clears the `spare` ones below: at most 12 % are added.
  const mask = (1 << spare) - 1;
  return Math.max(smallest, (marked + mask) & ~mask);
}

/** Appends 0x80 and zeros; `undefined` where the result would not fit into a frame. */
export function pad(bytes: Uint8Array): Bytes | undefined {
  if (bytes.length > maxPayloadBytes) return undefined;
  const padded = new Uint8Array(paddedLength(bytes.length));
  padded.set(bytes);
  padded[bytes.length] = marker;
  return padded;
}
