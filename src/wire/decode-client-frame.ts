import { Reader } from './codec.js';
import { durable, transient } from './relay-frame.js';
import type { ClientFrame } from './relay-frame.js';

/** Reads a client's frame; what it carries is a view, not a copy. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame | undefined {
  const reader = new Reader(bytes);
  const kind = reader.u8();
  if (kind !== durable && kind !== transient) return undefined;
  const n = kind === durable ? reader.u32() : 0;
  if (n === undefined) return undefined;
  const frame = bytes.subarray(reader.offset);
  return kind === durable ? { kind: 'durable', n, frame } : { kind: 'transient', frame };
}
