/**
 * The outside of an end-to-end frame (PROTOCOL 5, 6, 12): header and fields in clear, enough to route it without a key.
 *
 * Nothing here is proven: the node, and anybody who can reach it, writes these bytes. Only opening a frame says who did.
 */
import { concat, fromText, toText } from './bytes.js';
import type { Bytes } from './bytes.js';
import { Reader, u32, u64 } from './codec.js';
import { isPeerId } from './ids.js';
import type { PeerId } from './ids.js';
import { maxFrameBytes } from './limits.js';

/** The five kinds of frame. */
export type FrameKind = 'open' | 'pre' | 'accept' | 'message' | 'forget';

/** Who sends what to whom; `to` is `undefined` where the whole team is meant. */
export interface FrameHeader {
  readonly kind: FrameKind;
  /** The business's fingerprint in bytes (20). */
  readonly business: Bytes;
  readonly from: PeerId;
  readonly to: PeerId | undefined;
}

/** A frame cut behind its header. */
export interface ReadFrame extends FrameHeader {
  readonly headerBytes: Bytes;
  readonly body: Bytes;
}

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

/** What a reader of clear fields answers: the header, the fields, everything before the box or AEAD, and that. */
export type Clear<Fields> = FrameHeader &
  Fields & { readonly headerBytes: Bytes; readonly aad: Bytes; readonly sealed: Bytes };

const version = 1;
const kinds = ['open', 'pre', 'accept', 'message', 'forget'] as const;
const team = new Uint8Array(27);
const nobody = '\0'.repeat(27);
const headerLength = 76;

/** Bytes of a header: `version(1) kind(1) business(20) from(27) to(27, zeros = the team)`. */
export function encodeHeader(header: FrameHeader): Bytes {
  return concat(
    Uint8Array.of(version, kinds.indexOf(header.kind) + 1),
    header.business,
    fromText(header.from),
    header.to === undefined ? team : fromText(header.to),
  );
}

/** Cuts a frame behind its header; `undefined` for anything odd, such as another version or a size above the limit. */
export function readHeader(frame: Uint8Array): ReadFrame | undefined {
  const header = readRoute(frame);
  if (!header) return undefined;
  const headerBytes = new Uint8Array(frame.subarray(0, headerLength));
  return { ...header, headerBytes, body: new Uint8Array(frame.subarray(headerLength)) };
}

/** The header alone, for whoever passes the frame on and needs no copy of it. */
export function readRoute(frame: Uint8Array): FrameHeader | undefined {
  if (frame.length < headerLength || frame.length > maxFrameBytes || frame[0] !== version) return undefined;
  const kind = kinds[(frame[1] ?? 0) - 1];
  // Both at once: each call of a decoder costs the node more than all the rest. A character of more than one byte
  // leaves the second too short to be an id.
  const ids = toText(frame.subarray(22, headerLength));
  const from = ids?.slice(0, 27) ?? '';
  const to = ids?.slice(27) ?? '';
  const receiver = to === nobody ? undefined : to;
  if (!kind || !isPeerId(from) || !(receiver === undefined || isPeerId(receiver))) return undefined;
  if (!isDirection(kind, from, receiver)) return undefined;
  return { kind, business: new Uint8Array(frame.subarray(2, 22)), from, to: receiver };
}

/** Visitors write to the team, devices accept visitors, messages go between the two: the only directions there are. */
function isDirection(kind: FrameKind, from: PeerId, to: PeerId | undefined): boolean {
  const way = `${from.charAt(0)}${to?.charAt(0) ?? ''}`;
  if (kind === 'message') return way === 'va' || way === 'av';
  return way === (kind === 'accept' ? 'av' : 'v');
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

function readClear<Fields>(
  frame: Uint8Array,
  kind: FrameKind,
  read: (reader: Reader) => Fields | undefined,
): Clear<Fields> | undefined {
  const header = readHeader(frame);
  if (header?.kind !== kind) return undefined;
  const reader = new Reader(header.body);
  const fields = read(reader);
  const clearLength = header.headerBytes.length + reader.offset;
  const sealed = reader.rest();
  if (!fields || !sealed) return undefined;
  const aad = Uint8Array.from(frame.subarray(0, clearLength));
  const { body: _, ...rest } = header;
  return { ...rest, ...fields, aad, sealed };
}
