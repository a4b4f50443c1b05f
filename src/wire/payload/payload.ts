/** Payloads as bytes (PROTOCOL 7): each `len32 JSON || len32 bytes`. */
import { SecureChatError } from '../../errors.js';
import { concat, fromText } from '../bytes.js';
import type { Bytes } from '../bytes.js';
import { field } from '../codec.js';
import type { Payload } from './payload-types.js';

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
