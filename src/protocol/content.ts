/** Payloads as the plaintext of a frame (PROTOCOL 7): coded and padded. */
import { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { pad } from '../wire/padding.js';
import { encodePayloads } from '../wire/payload/payload.js';
import type { Payload } from '../wire/payload/payload.js';

/** Padded bytes of payloads; throws `frame-too-large` where one frame cannot carry them. */
export function padPayloads(payloads: readonly Payload[]): Bytes {
  const padded = pad(encodePayloads(payloads));
  if (!padded) throw new SecureChatError('frame-too-large');
  return padded;
}
