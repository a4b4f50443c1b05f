/** Binary frames on `/relay`: one byte of kind, a number where the kind has one, then an end-to-end frame. */
import { concat } from './bytes.js';
import type { Bytes } from './bytes.js';
import { Reader, u32, u64 } from './codec.js';

/** What a client puts on the wire: `n` numbers durable frames on this socket, for `stored` and `refused`. */
export type ClientFrame =
  | { readonly kind: 'durable'; readonly n: number; readonly frame: Uint8Array }
  | { readonly kind: 'transient'; readonly frame: Uint8Array };

/** What the node delivers: stored frames with their position in the receiver's own queue or in the team's log. */
export type NodeFrame =
  | { readonly kind: 'own' | 'team'; readonly position: number; readonly frame: Bytes }
  | { readonly kind: 'transient'; readonly frame: Bytes };

/** The same before it is written: the node passes on views of what it was sent. */
export type NodeFrameToWrite =
  | { readonly kind: 'own' | 'team'; readonly position: number; readonly frame: Uint8Array }
  | { readonly kind: 'transient'; readonly frame: Uint8Array };

/** Kinds of a client's frame. */
export const durable = 1;
export const transient = 2;
const own = 3;
const team = 4;

export function encodeClientFrame(value: ClientFrame): Bytes {
  return value.kind === 'durable'
    ? concat(Uint8Array.of(durable), u32(value.n), value.frame)
    : concat(Uint8Array.of(transient), value.frame);
}

/** Writes a frame of the node into memory that `allocate` gives: zeroed or not, all of it is written. */
export function encodeNodeFrame(
  value: NodeFrameToWrite,
  allocate: (length: number) => Bytes = length => new Uint8Array(length),
): Bytes {
  const start = value.kind === 'transient' ? 1 : 9;
  const bytes = allocate(start + value.frame.length);
  bytes[0] = value.kind === 'transient' ? transient : value.kind === 'own' ? own : team;
  if (value.kind !== 'transient') bytes.set(u64(value.position), 1);
  bytes.set(value.frame, start);
  return bytes;
}

export function decodeNodeFrame(bytes: Uint8Array): NodeFrame | undefined {
  const reader = new Reader(bytes);
  const kind = reader.u8();
  if (kind !== transient && kind !== own && kind !== team) return undefined;
  const position = kind === transient ? 0 : reader.u64();
  const frame = reader.rest();
  if (position === undefined || frame === undefined) return undefined;
  return kind === transient
    ? { kind: 'transient', frame }
    : { kind: kind === own ? 'own' : 'team', position, frame };
}
