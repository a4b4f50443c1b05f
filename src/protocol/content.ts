/** Payloads as the plaintext of a frame (PROTOCOL 7): coded and padded on the way out, never refused on the way in. */
import { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { pad, unpad } from '../wire/padding.js';
import { decodePayloads, encodePayloads } from '../wire/payload.js';
import type { ReceivedPayload, Payload } from '../wire/payload.js';

/** Padded bytes of payloads; throws `frame-too-large` where one frame cannot carry them. */
export function padPayloads(payloads: readonly Payload[]): Bytes {
  const padded = pad(encodePayloads(payloads));
  if (!padded) throw new SecureChatError('frame-too-large');
  return padded;
}

/**
 * Payloads of an authentic frame. What cannot be read comes back as one unreadable payload: were it refused, the same
 * frame would come again and fail the same way for ever.
 */
export function readPadded(padded: Bytes): readonly ReceivedPayload[] {
  const bytes = unpad(padded);
  return (bytes && decodePayloads(bytes)) ?? [{ type: 'unreadable', bytes: padded }];
}
