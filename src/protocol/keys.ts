/** Signing keys and boxes (PROTOCOL 2): ECDSA and ECDH on P-256, ML-KEM-768, raw bytes outside. */
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader } from '../wire/codec.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { importScalar, scalar } from './ec-scalar.js';
import { label } from './label.js';
import { kemPublicKey } from './ml-kem.js';
import { isPoint } from './p256.js';

/** A key that signs: a root, a device or a conversation. */
export interface SigningKey {
  /** 65 bytes, uncompressed. */
  readonly publicKey: Bytes;
  readonly key: CryptoKey;
}

/** What a box is sealed to. */
export interface BoxPublicKey {
  readonly ec: Bytes;
  readonly kem: Bytes;
}

/** What opens a box. */
export interface BoxKey {
  readonly publicKey: BoxPublicKey;
  readonly ec: CryptoKeyPair;
  /** 64 bytes: the ML-KEM secret. */
  readonly seed: Bytes;
}

/** Whether keys may leave WebCrypto again. */
export interface Extractable {
  readonly extractable: boolean;
}

/** Signing on P-256, as WebCrypto names it. */
export const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const;
/** Diffie-Hellman on P-256, as WebCrypto names it. */
export const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;
const signature = { name: 'ECDSA', hash: 'SHA-256' } as const;
const exportVersion = 1;

/** Makes a signing key. */
export async function generateSigningKey(ctx: Context, { extractable }: Extractable): Promise<SigningKey> {
  const pair = await ctx.crypto.subtle.generateKey(ecdsa, extractable, ['sign', 'verify']);
  return { publicKey: await rawPublic(ctx, pair.publicKey), key: pair.privateKey };
}

/** Signs `L(name) || bytes`: 64 bytes, r || s. */
export async function sign(ctx: Context, key: SigningKey, name: string, bytes: Bytes): Promise<Bytes> {
  return signBytes(ctx, key, concat(label(name), bytes));
}

/** Signs bytes as they are: only for JWS, whose header takes the place of the label. */
export async function signBytes(ctx: Context, key: SigningKey, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await ctx.crypto.subtle.sign(signature, key.key, bytes));
}

/** Whether `signed` is the signature of bytes as they are. */
export async function verifyBytes(
  ctx: Context,
  publicKey: Bytes,
  bytes: Bytes,
  signed: Bytes,
): Promise<boolean> {
  const key = await importVerifyKey(ctx, publicKey);
  return key !== undefined && signed.length === 64 && ctx.crypto.subtle.verify(signature, key, signed, bytes);
}

/** A public key that verifies, or `undefined` where the bytes are none. */
export async function importVerifyKey(ctx: Context, publicKey: Bytes): Promise<CryptoKey | undefined> {
  return importPoint(ctx, publicKey, ecdsa, ['verify']);
}

/** A public key for Diffie-Hellman, or `undefined` where the bytes are none. */
export async function importDhKey(ctx: Context, publicKey: Bytes): Promise<CryptoKey | undefined> {
  return importPoint(ctx, publicKey, ecdh, []);
}

/** Providers differ on compressed and hybrid points, and one takes any point at all: one form only, checked here (PROTOCOL 1). */
async function importPoint(
  ctx: Context,
  publicKey: Bytes,
  algorithm: typeof ecdsa | typeof ecdh,
  usages: KeyUsage[],
): Promise<CryptoKey | undefined> {
  if (!isPoint(publicKey)) return undefined;
  return ctx.crypto.subtle.importKey('raw', publicKey, algorithm, true, usages);
}

/** Makes a box. */
export async function generateBoxKey(ctx: Context, { extractable }: Extractable): Promise<BoxKey> {
  const ec = await ctx.crypto.subtle.generateKey(ecdh, extractable, ['deriveBits']);
  const seed = random(ctx, 64);
  const publicKey = { ec: await rawPublic(ctx, ec.publicKey), kem: await kemPublicKey(ctx, seed) };
  return { publicKey, ec, seed };
}

/** An extractable signing key as bytes, for sealing at rest: `version(1) public(65) scalar(32)`. */
export async function exportSigningKey(ctx: Context, { publicKey, key }: SigningKey): Promise<Bytes> {
  return concat(Uint8Array.of(exportVersion), publicKey, await scalar(ctx, key));
}

/** Reads an exported signing key; not extractable again unless asked. */
export async function importSigningKey(
  ctx: Context,
  bytes: Uint8Array,
  { extractable }: Extractable = { extractable: false },
): Promise<SigningKey | undefined> {
  const reader = new Reader(bytes);
  const version = reader.u8();
  const publicKey = reader.take(65);
  const secret = reader.take(32);
  if (version !== exportVersion || !publicKey || !secret || !reader.isDone) return undefined;
  if (!isPoint(publicKey)) return undefined;
  try {
    const key = await importScalar(ctx, publicKey, secret, ecdsa, { extractable, usages: ['sign'] });
    return { publicKey, key };
  } catch {
    return undefined;
  }
}

/** An extractable box as bytes, for sealing at rest: `version(1) ec(65) scalar(32) seed(64)`. */
export async function exportBoxKey(ctx: Context, { publicKey, ec, seed }: BoxKey): Promise<Bytes> {
  return concat(Uint8Array.of(exportVersion), publicKey.ec, await scalar(ctx, ec.privateKey), seed);
}

/** Reads an exported box; not extractable again unless asked. */
export async function importBoxKey(
  ctx: Context,
  bytes: Uint8Array,
  { extractable }: Extractable = { extractable: false },
): Promise<BoxKey | undefined> {
  const reader = new Reader(bytes);
  const version = reader.u8();
  const ec = reader.take(65);
  const secret = reader.take(32);
  const seed = reader.take(64);
  if (version !== exportVersion || !ec || !secret || !seed || !reader.isDone) return undefined;
  const publicKey = await importDhKey(ctx, ec);
  if (!publicKey) return undefined;
  try {
    const privateKey = await importScalar(ctx, ec, secret, ecdh, { extractable, usages: ['deriveBits'] });
    return { publicKey: { ec, kem: await kemPublicKey(ctx, seed) }, ec: { publicKey, privateKey }, seed };
  } catch {
    return undefined;
  }
}

/** The public half as 65 bytes. */
export async function rawPublic(ctx: Context, key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await ctx.crypto.subtle.exportKey('raw', key));
}
