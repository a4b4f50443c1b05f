/** Payloads as bytes (PROTOCOL 7): each `len32 JSON || len32 bytes`. */
import { SecureChatError } from '../errors.js';
import { concat, fromText, toText } from './bytes.js';
import type { Bytes } from './bytes.js';
import { field, Reader } from './codec.js';
import { isObject, parseJson } from './guards.js';
import type { JsonObject } from './guards.js';
import { maxPayloadBytes } from './padding.js';
import { isKnownType, readContent, readPayload } from './payload-fields.js';
import type { OpaquePayload, Payload, ReceivedPayload } from './payload-types.js';

export type * from './payload-types.js';

/** Most payloads in one frame: thousands of empty ones would each cost a line in the thread. */
export const maxPayloads = 256;

/** The payload area of a frame, without its padding. */
export function encodePayloads(payloads: readonly Payload[]): Bytes {
  if (payloads.length > maxPayloads) throw new SecureChatError('frame-too-large');
  return concat(
    ...payloads.map(payload => concat(field(fromText(JSON.stringify(payload))), field(new Uint8Array(0)))),
  );
}

/** The payloads of an area; `undefined` where it cannot even be cut, never because of what one of them says. */
export function decodePayloads(area: Uint8Array): readonly ReceivedPayload[] | undefined {
  if (area.length > maxPayloadBytes) return undefined;
  const reader = new Reader(area);
  const payloads: ReceivedPayload[] = [];
  while (!reader.isDone) {
    const json = reader.field();
    const bytes = reader.field();
    if (!json || !bytes || payloads.length === maxPayloads) return undefined;
    payloads.push(decodePayload(json, bytes));
  }
  return payloads;
}

/** A peer's words are authentic and may still be nonsense: nesting, sizes and types are checked, nothing throws. */
function decodePayload(json: Bytes, attached: Bytes): ReceivedPayload {
  const bytes = concat(field(json), field(attached));
  const text = toText(json);
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value) || typeof value['type'] !== 'string') return { type: 'unreadable', bytes };
  if (!isKnownType(value['type'])) return opaque('newer', value, bytes);
  // No type of this version has bytes beside its JSON.
  const payload = attached.length === 0 ? readPayload(value['type'], value) : undefined;
  return payload ?? opaque('unreadable', value, bytes);
}

function opaque(type: OpaquePayload['type'], value: JsonObject, bytes: Bytes): OpaquePayload {
  return { type, ...readContent(value), bytes };
}
