/** The fields in clear of what begins a session and of what is said inside one (PROTOCOL 5, 6): not needed for first words. */
import { concat } from './bytes.js';
import type { Bytes } from './bytes.js';
import { readClear } from './clear-fields.js';
import type { Clear } from './clear-fields.js';
import { u32 } from './codec.js';

/** Clear fields of an accept: the open it answers, and the session it begins. */
export interface AcceptClear {
  readonly openId: Bytes;
  readonly sid: Bytes;
}

/** Clear fields of a message: its session and the ratchet's header. */
export interface MessageClear {
  readonly sid: Bytes;
  readonly ratchet: Bytes;
  readonly previous: number;
  readonly n: number;
  readonly salt: Bytes;
}

/** Clear bytes of an accept behind its header. */
export function encodeAcceptClear(clear: AcceptClear): Bytes {
  return concat(clear.openId, clear.sid);
}

/** Reads the clear fields of an accept. */
export function readAcceptClear(frame: Uint8Array): Clear<AcceptClear> | undefined {
  return readClear(frame, 'accept', reader => {
    const openId = reader.take(16);
    const sid = reader.take(16);
    return !openId || !sid ? undefined : { openId, sid };
  });
}

/** Clear bytes of a message behind its header. */
export function encodeMessageClear(clear: MessageClear): Bytes {
  return concat(clear.sid, clear.ratchet, u32(clear.previous), u32(clear.n), clear.salt);
}

/** Reads the clear fields of a message. */
export function readMessageClear(frame: Uint8Array): Clear<MessageClear> | undefined {
  return readClear(frame, 'message', reader => {
    const sid = reader.take(16);
    const ratchet = reader.take(65);
    const previous = reader.u32();
    const n = reader.u32();
    const salt = reader.take(16);
    if (!sid || !ratchet || previous === undefined || n === undefined || !salt) return undefined;
    return { sid, ratchet, previous, n, salt };
  });
}
