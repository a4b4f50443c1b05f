import type { Bytes } from './bytes.js';
import { Reader } from './codec.js';
import { readHeader } from './frame.js';
import type { FrameHeader, FrameKind } from './frame.js';

/** What a reader of clear fields answers: the header, the fields, everything before the box or AEAD, and that. */
export type Clear<Fields> = FrameHeader &
  Fields & { readonly headerBytes: Bytes; readonly aad: Bytes; readonly sealed: Bytes };

/** Reads the fields in clear behind the header of one kind of frame; `undefined` for anything odd. */
export function readClear<Fields>(
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
