/** The fields in clear of what a customer writes before anybody answered (PROTOCOL 5). */
import { concat } from './bytes.js';
import type { Bytes } from './bytes.js';
import { readClear } from './clear-fields.js';
import type { Clear } from './clear-fields.js';
import { u32, u64 } from './codec.js';

/** Clear fields of an open: the inbox it is sealed to, and the card its writer had. */
export interface OpenClear {
  readonly epoch: number;
  readonly cardSeq: number;
}

/** Clear fields of a pre: the open it belongs to, and its place behind it. */
export interface PreClear {
  readonly openId: Bytes;
  readonly n: number;
  readonly salt: Bytes;
}

/** Clear bytes of an open behind its header. */
export function encodeOpenClear(clear: OpenClear): Bytes {
  return concat(u32(clear.epoch), u64(clear.cardSeq));
}

/** Reads the clear fields of an open. */
export function readOpenClear(frame: Uint8Array): Clear<OpenClear> | undefined {
  return readClear(frame, 'open', reader => {
    const epoch = reader.u32();
    const cardSeq = reader.u64();
    return epoch === undefined || cardSeq === undefined ? undefined : { epoch, cardSeq };
  });
}

/** Clear bytes of a pre behind its header. */
export function encodePreClear(clear: PreClear): Bytes {
  return concat(clear.openId, u32(clear.n), clear.salt);
}

/** Reads the clear fields of a pre. */
export function readPreClear(frame: Uint8Array): Clear<PreClear> | undefined {
  return readClear(frame, 'pre', reader => {
    const openId = reader.take(16);
    const n = reader.u32();
    const salt = reader.take(16);
    return !openId || n === undefined || !salt ? undefined : { openId, n, salt };
  });
}
