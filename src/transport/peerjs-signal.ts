import { isObject } from '../wire/guards.js';
import { isPeerId } from '../wire/ids.js';
import type { PeerId } from '../wire/ids.js';
import { channelLabel } from '../wire/channel-frame.js';

/** A message of the signalling socket that PeerJS may see. */
export type Signal =
  /** The server's own word: open, or refused. */
  | { readonly type: 'server' }
  /** Nobody there. */
  | { readonly type: 'EXPIRE'; readonly from: PeerId }
  | {
      readonly type: 'OFFER' | 'ANSWER';
      readonly from: PeerId;
      readonly connectionId: string;
      readonly sdp: string;
    }
  | { readonly type: 'CANDIDATE'; readonly from: PeerId; readonly connectionId: string };

const serverTypes: readonly unknown[] = ['OPEN', 'ERROR', 'ID-TAKEN', 'INVALID-KEY'];

/**
 * Reads what came over the signalling socket; `undefined` for everything else, which PeerJS never hears of: a hostile
 * node's `LEAVE` would close healthy channels, and its odd offers would be answered.
 */
export function readSignal(message: unknown): Signal | undefined {
  if (!isObject(message)) return undefined;
  const { type, src, payload } = message;
  if (serverTypes.includes(type))
    return type === 'ERROR' && !isObject(payload) ? undefined : { type: 'server' };
  if (typeof src !== 'string' || !isPeerId(src)) return undefined;
  if (type === 'EXPIRE') return { type, from: src };
  if (!isObject(payload)) return undefined;
  const { connectionId, sdp } = payload;
  if (typeof connectionId !== 'string') return undefined;
  if (type === 'CANDIDATE')
    return isObject(payload['candidate']) ? { type, from: src, connectionId } : undefined;
  if (type !== 'OFFER' && type !== 'ANSWER') return undefined;
  if (!isObject(sdp) || typeof sdp['sdp'] !== 'string' || sdp['type'] !== type.toLowerCase())
    return undefined;
  // What an offer opens is ours to say, not the node's: one raw, reliable data channel.
  const isOurs =
    payload['type'] === 'data' &&
    payload['serialization'] === 'raw' &&
    payload['reliable'] === true &&
    payload['label'] === channelLabel;
  if (type === 'OFFER' && !isOurs) return undefined;
  return { type, from: src, connectionId, sdp: sdp['sdp'] };
}
