/**
 * The sealed box (PROTOCOL 4): HPKE (RFC 9180) in PSK mode to a P-256 key, its PSK out of ML-KEM-768. Secret while
 * either half holds. A box is anonymous: whoever needs its author signs inside.
 */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader } from '../wire/codec.js';
import type { Context } from './context.js';
import { hash } from './kdf.js';
import { importDhKey } from './keys.js';
import type { BoxKey, BoxPublicKey } from './keys.js';
import { label } from './label.js';
import { decapsulate, encapsulate, isKemPublicKey } from './ml-kem.js';

/** What a box is for; a box of one purpose does not open as another's. */
export type BoxPurpose = 'open' | 'inbox-key' | 'invite' | 'roster' | 'archive';

/** A box whose key is fixed and whose content is not yet: what is signed inside names `enc` and `ct`. */
export interface BoxSeal {
  /** 65 bytes. */
  readonly enc: Bytes;
  /** 1,088 bytes. */
  readonly ct: Bytes;
  /** Seals the content: the whole box, `enc || ct || AEAD`. Once only. */
  finish(aad: Bytes, plaintext: Bytes): Promise<Bytes>;
  /** A secret of 32 bytes that both ends know. */
  export(name: string): Promise<Bytes>;
}

/** An opened box. */
export interface OpenedBox {
  readonly plaintext: Bytes;
  readonly enc: Bytes;
  readonly ct: Bytes;
  export(name: string): Promise<Bytes>;
}

const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** Whether bytes from outside can be sealed to. */
export async function isBoxPublicKey(ctx: Context, { ec, kem }: BoxPublicKey): Promise<boolean> {
  return isKemPublicKey(kem) && (await importDhKey(ctx, ec)) !== undefined;
}

/** Begins a box to a key that `isBoxPublicKey` let pass. */
export async function sealBox(ctx: Context, to: BoxPublicKey, purpose: BoxPurpose): Promise<BoxSeal> {
  const { ciphertext: ct, secret } = await encapsulate(ctx, to.kem);
  const recipient = await suite.DeserializePublicKey(to.ec);
  const options = await hpkeOptions(ctx, to, purpose, ct, secret);
  const { encapsulatedSecret, ctx: sender } = await suite.SetupSender(recipient, options);
  const enc = Uint8Array.from(encapsulatedSecret);
  return {
    enc,
    ct,
    finish: async (aad, plaintext) => concat(enc, ct, await sender.Seal(plaintext, aad)),
    export: async name => Uint8Array.from(await sender.Export(label(name), 32)),
  };
}

/** Opens a box, or answers `undefined`, whatever the reason. */
export async function openBox(
  ctx: Context,
  key: BoxKey,
  purpose: BoxPurpose,
  aad: Bytes,
  box: Uint8Array,
): Promise<OpenedBox | undefined> {
  const reader = new Reader(box);
  const enc = reader.take(65);
  const ct = reader.take(1_088);
  const sealed = reader.rest();
  if (!enc || !ct || !sealed) return undefined;
  try {
    const secret = await decapsulate(ctx, key.seed, ct);
    const options = await hpkeOptions(ctx, key.publicKey, purpose, ct, secret);
    // The pair, not the private key alone: a non-extractable key does not tell its public half.
    const recipient = await suite.SetupRecipient(key.ec, enc, options);
    return {
      plaintext: Uint8Array.from(await recipient.Open(sealed, aad)),
      enc,
      ct,
      export: async name => Uint8Array.from(await recipient.Export(label(name), 32)),
    };
  } catch {
    return undefined;
  }
}

async function hpkeOptions(
  ctx: Context,
  to: BoxPublicKey,
  purpose: BoxPurpose,
  ct: Bytes,
  secret: Bytes,
): Promise<{ info: Bytes; psk: Bytes; pskId: Bytes }> {
  return {
    info: concat(label(purpose), await hash(ctx, concat(to.ec, to.kem))),
    psk: secret,
    pskId: concat(label('psk'), ct),
  };
}
