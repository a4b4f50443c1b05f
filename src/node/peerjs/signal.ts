import { isObject, isText, parseJson } from '../../wire/guards.js';
import type { JsonObject } from '../../wire/guards.js';
import { isPeerId } from '../../wire/ids.js';
import type { PeerId } from '../../wire/ids.js';

/** A message of stock PeerJS that the node accepts. */
export type Signal =
  | { readonly type: 'HEARTBEAT' }
  | { readonly type: 'OFFER' | 'ANSWER' | 'CANDIDATE'; readonly dst: PeerId; readonly payload: JsonObject };

/** Longest session description: a call with screen sharing stays below half of it. */
const maxSdpLength = 24_576;

/**
 * Reads a client's message; `undefined` for everything else, such as `LEAVE`: without a receiver it would leave a
 * ghost in PeerServer that speaks as the next owner of the id.
 */
export function readSignal(text: string): Signal | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { type, dst, payload } = value;
  if (type === 'HEARTBEAT') return { type };
  if (typeof dst !== 'string' || !isPeerId(dst) || !isObject(payload)) return undefined;
  if (!isText(payload['connectionId'], 64)) return undefined;
  if (type === 'OFFER' || type === 'ANSWER')
    return isDescription(payload['sdp'], type.toLowerCase()) ? { type, dst, payload } : undefined;
  if (type === 'CANDIDATE') return isObject(payload['candidate']) ? { type, dst, payload } : undefined;
  return undefined;
}

function isDescription(value: unknown, type: string): boolean {
  return isObject(value) && value['type'] === type && isText(value['sdp'], maxSdpLength);
}
