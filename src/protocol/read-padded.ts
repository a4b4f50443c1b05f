/** Payloads of an authentic frame (PROTOCOL 7), never refused on the way in. */
import type { Bytes } from '../wire/bytes.js';
import { unpad } from '../wire/unpad.js';
import { decodePayloads } from '../wire/payload/payload-decode.js';
import type { ReceivedPayload } from '../wire/payload/payload.js';

/**
 * Payloads of an authentic frame. What cannot be read comes back as one unreadable payload: were it refused, the same
 * frame would come again and fail the same way for ever.
 */
export function readPadded(padded: Bytes): readonly ReceivedPayload[] {
  const bytes = unpad(padded);
  return (bytes && decodePayloads(bytes)) ?? [{ type: 'unreadable', bytes: padded }];
}
