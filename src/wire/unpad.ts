import type { Bytes } from './bytes.js';
import { maxPaddedBytes } from './limits.js';
import { marker } from './padding.js';

/** Takes zeros and one 0x80 off the end; `undefined` where there is no 0x80, or more than a frame may carry. */
export function unpad(padded: Uint8Array): Bytes | undefined {
  if (padded.length > maxPaddedBytes) return undefined;
  const end = padded.findLastIndex(byte => byte !== 0);
  return padded[end] === marker ? Uint8Array.from(padded.subarray(0, end)) : undefined;
}
