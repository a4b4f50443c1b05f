/**
 * The outside of an end-to-end frame (PROTOCOL 5, 6, 12): its header, enough to route it without a key. The fields in
 * clear behind it are in `open-fields.ts` and `session-fields.ts`.
 *
 * Nothing here is proven: the node, and anybody who can reach it, writes these bytes. Only opening a frame says who did.
 */
import { concat, fromText, toText } from './bytes.js';
import type { Bytes } from './bytes.js';
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
