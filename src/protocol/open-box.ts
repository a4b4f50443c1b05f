/**
 * Opening a sealed box (PROTOCOL 4), for a team: no visitor is ever sent one. The receiving half of HPKE is the
 * library's, so that what we seal is read by code that is not ours.
 */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import type { Bytes } from '../wire/bytes.js';
import { Reader } from '../wire/codec.js';
import { boxPsk } from './box.js';
import type { BoxPurpose } from './box.js';
import type { Context } from './context.js';
import type { BoxKey } from './keys.js';
import { label } from './label.js';
import { decapsulate } from './ml-kem.js';

/** An opened box. */
export interface OpenedBox {
  readonly plaintext: Bytes;
  readonly enc: Bytes;
  readonly ct: Bytes;
  export(name: string): Promise<Bytes>;
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
    const options = await boxPsk(ctx, key.publicKey, purpose, ct, secret);
    const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
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
