/** Payloads out of bytes (PROTOCOL 7): what is authentic may still be nonsense, so nothing here throws. */
import { concat, toText } from '../bytes.js';
import type { Bytes } from '../bytes.js';
import { field, Reader } from '../codec.js';
import { isObject, parseJson } from '../guards.js';
import type { JsonObject } from '../guards.js';
import { maxPayloadBytes } from '../padding.js';
import { isKnownType, readContent, readPayload } from './payload-fields.js';
import { maxPayloads } from './payload.js';
import type { OpaquePayload, ReceivedPayload } from './payload-types.js';

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
