/** Domain separation: every use of a key or hash names itself (PROTOCOL 1). */
import { fromText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';

/** `L(x)`: UTF-8 of `"secure-chat/1 " + x`, then 0x00, so that no label is the beginning of another. */
export function label(name: string): Bytes {
  return fromText(`secure-chat/1 ${name}\0`);
}
