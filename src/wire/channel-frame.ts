/**
 * Binary messages on a data channel between two peers: end-to-end frames as on `/relay` (`relay-frame.ts`), the answer to
 * a durable one, and signs of life. The channel's label names this wire: another one is another label.
 */
import { concat } from './bytes.js';
import type { Bytes } from './bytes.js';
import { Reader, u32 } from './codec.js';
import { decodeClientFrame } from './decode-client-frame.js';
import { encodeClientFrame } from './relay-frame.js';

/** Label of the data channel between two peers; another wire is another name. */
export const channelLabel = 'secure-chat.direct.1';

/** What a peer puts on the channel. */
export type ChannelFrame =
  | { readonly kind: 'durable'; readonly n: number; readonly frame: Bytes }
  | { readonly kind: 'transient'; readonly frame: Bytes }
  /** The durable frame `n` was handled, and that is committed. */
  | { readonly kind: 'handled'; readonly n: number }
  /** Asks for a `pong`: a dead path never closes a channel by itself. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' };

const handled = 5;
const ping = 6;
const pong = 7;

export function encodeChannelFrame(value: ChannelFrame): Bytes {
  switch (value.kind) {
    case 'handled':
      return concat(Uint8Array.of(handled), u32(value.n));
    case 'ping':
      return Uint8Array.of(ping);
    case 'pong':
      return Uint8Array.of(pong);
    case 'durable':
    case 'transient':
      return encodeClientFrame(value);
  }
}

/** Reads a message of the channel; `undefined` for anything odd. */
export function decodeChannelFrame(bytes: Uint8Array): ChannelFrame | undefined {
  const reader = new Reader(bytes);
  switch (reader.u8()) {
    case handled: {
      const n = reader.u32();
      return n === undefined || !reader.isDone ? undefined : { kind: 'handled', n };
    }
    case ping:
      return reader.isDone ? { kind: 'ping' } : undefined;
    case pong:
      return reader.isDone ? { kind: 'pong' } : undefined;
    default: {
      const client = decodeClientFrame(bytes);
      return client && { ...client, frame: Uint8Array.from(client.frame) };
    }
  }
}
