/** A record as the bytes that a store keeps: sealed, and bound to its place and to the version of all records. */
import { openAtRest, sealAtRest } from '../../protocol/at-rest.js';
import type { Context } from '../../protocol/context.js';
import { fromBase64url, toBase64url } from '../../wire/base64url.js';
import { fromText, toText } from '../../wire/bytes.js';
import type { Bytes } from '../../wire/bytes.js';

/** Version of everything in `records.ts`: part of what each record is sealed to. */
const recordsVersion = 1;

/** Seals a record for its place. */
export function sealRecord(
  ctx: Context,
  key: CryptoKey,
  place: string,
  record: Readonly<Record<string, unknown>>,
): Promise<Bytes> {
  return sealAtRest(ctx, key, label(place), fromText(JSON.stringify(record, replaceBytes)));
}

/** Opens a record; `undefined` where it is damaged, or was sealed for another place. */
export async function openRecord(
  ctx: Context,
  key: CryptoKey,
  place: string,
  sealed: Bytes,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const bytes = await openAtRest(ctx, key, label(place), sealed);
  const text = bytes && toText(bytes);
  return text === undefined ? undefined : (JSON.parse(text, reviveBytes) as Record<string, unknown>);
}

function label(place: string): string {
  return `record ${String(recordsVersion)} ${place}`;
}

function replaceBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: toBase64url(value) } : value;
}

function reviveBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value;
  return typeof value.$bytes === 'string' ? fromBase64url(value.$bytes) : value;
}
