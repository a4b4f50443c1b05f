/** What the statements of the root key have in common (PROTOCOL 3). */
import { fromBase64url } from '../base64url.js';
import type { Bytes } from '../bytes.js';
import { isText } from '../guards.js';
import type { JsonObject } from '../guards.js';
import { isBusinessId, isPeerId } from '../ids.js';
import type { BusinessId, PeerId } from '../ids.js';

/** Public halves of a box in JSON: base64url of 65 and 1,184 bytes. */
export interface BoxStatement {
  readonly ec: string;
  readonly kem: string;
}

/** Most devices of one team, removed ones that are still listed included. */
export const maxDevices = 512;

/** Public halves of a box out of JSON, or `undefined`; whether they are keys is for the protocol to find out. */
export function readBox(box: BoxStatement): { readonly ec: Bytes; readonly kem: Bytes } | undefined {
  const ec = fromBase64url(box.ec);
  const kem = fromBase64url(box.kem);
  return ec && kem ? { ec, kem } : undefined;
}

/** Whether the public halves of a box are texts that are not too long. */
export function isBox(value: JsonObject): boolean {
  return isText(value['ec'], 2_048) && isText(value['kem'], 2_048);
}

/** Whether a value is the fingerprint of a business. */
export function isBusiness(value: unknown): value is BusinessId {
  return typeof value === 'string' && isBusinessId(value);
}

/** Whether a value is a peer id. */
export function isPeer(value: unknown): value is PeerId {
  return typeof value === 'string' && isPeerId(value);
}
