/** The owner's recovery code and the backup it opens (PROTOCOL 2). The code is generated, never chosen: nobody guesses 128 bits. */
import { fromBase32, toBase32 } from '../wire/base32.js';
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { field, Reader, u32 } from '../wire/codec.js';
import { aeadKeyBytes, sealAead } from './aead.js';
import { openAead } from './open-aead.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { hkdf } from './kdf.js';
import { label } from './label.js';

/** What a backup holds: exported keys. */
export interface Backup {
  readonly root: Bytes;
  readonly inboxes: readonly { readonly epoch: number; readonly key: Bytes }[];
}

const version = 1;
const codeBytes = 16;

/** Makes a code: 16 bytes. */
export function generateRecoveryCode(ctx: Context): Bytes {
  return random(ctx, codeBytes);
}

/** A code as text for links and QR: 26 characters of base32. */
export function recoveryCodeText(code: Bytes): string {
  return toBase32(code);
}

/** The code in a text that somebody may have typed: case, spaces and hyphens do not matter. */
export function parseRecoveryCode(text: string): Bytes | undefined {
  const code = fromBase32(text.toLowerCase().replaceAll(/[\s-]/g, ''));
  return code?.length === codeBytes ? code : undefined;
}

/** Under which id the node keeps the backup of a code; the id does not give the code. */
export async function backupId(ctx: Context, code: Bytes): Promise<string> {
  const salt = new Uint8Array(0);
  return toBase32(await hkdf(ctx, { ikm: code, salt, info: label('backup id'), length: 16 }));
}

/** Seals a backup: `version(1) salt(16)` and AEAD. */
export async function sealBackup(ctx: Context, code: Bytes, plaintext: Bytes): Promise<Bytes> {
  const salt = random(ctx, 16);
  const aad = concat(Uint8Array.of(version), salt);
  return concat(aad, await sealAead(ctx, await backupKey(ctx, code, salt), aad, plaintext));
}

/** Opens a backup; `undefined` for another code, another version or an altered byte. */
export async function openBackup(ctx: Context, code: Bytes, bytes: Uint8Array): Promise<Bytes | undefined> {
  const reader = new Reader(bytes);
  if (reader.u8() !== version) return undefined;
  const salt = reader.take(16);
  const sealed = reader.rest();
  if (!salt || !sealed) return undefined;
  const aad = concat(Uint8Array.of(version), salt);
  return openAead(ctx, await backupKey(ctx, code, salt), aad, sealed);
}

/** Bytes of a backup, to be sealed. */
export function encodeBackup({ root, inboxes }: Backup): Bytes {
  return concat(
    Uint8Array.of(version),
    field(root),
    u32(inboxes.length),
    ...inboxes.map(({ epoch, key }) => concat(u32(epoch), field(key))),
  );
}

/** The backup in bytes; whether its keys are keys, their import says. */
export function decodeBackup(bytes: Uint8Array): Backup | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== version) return undefined;
  const root = reader.field();
  const count = reader.u32();
  if (!root || count === undefined) return undefined;
  const inboxes: { epoch: number; key: Bytes }[] = [];
  while (inboxes.length < count) {
    const epoch = reader.u32();
    const key = reader.field();
    if (epoch === undefined || !key) return undefined;
    inboxes.push({ epoch, key });
  }
  return reader.isDone ? { root, inboxes } : undefined;
}

async function backupKey(ctx: Context, code: Bytes, salt: Bytes): Promise<Bytes> {
  return hkdf(ctx, { ikm: code, salt, info: label('backup'), length: aeadKeyBytes });
}
