import type { Bytes } from './bytes.js';

/** Base64url of RFC 4648, section 5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Bytes of canonical unpadded base64url, or `undefined`: a text that would re-encode differently is refused. */
export function fromBase64url(text: string): Bytes | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, character => character.charCodeAt(0));
  // The last character may carry spare bits: refusing them keeps one text per byte string.
  return toBase64url(bytes) === text ? bytes : undefined;
}
