/**
 * The sending half of HPKE (RFC 9180) in PSK mode, for the one suite of PROTOCOL 4: DHKEM(P-256, HKDF-SHA256),
 * HKDF-SHA256, AES-256-GCM. Curve, HMAC and cipher are WebCrypto's: here stands only what is fed to which, and under
 * which label. Names are those of the RFC.
 */
import { SecureChatError } from '../errors.js';
import { concat, fromText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { sealAead } from './aead.js';
import type { Context } from './context.js';
import { hmac, macKey } from './kdf.js';
import { ecdh, importDhKey, rawPublic } from './keys.js';

/** What both ends know besides the key: RFC 9180, section 5.1.2. */
export interface HpkePsk {
  readonly info: Bytes;
  /** Of 32 random bytes at least (section 9.5). */
  readonly psk: Bytes;
  readonly pskId: Bytes;
}

/** A context that seals one message (sections 5.2, 5.3). */
export interface HpkeSender {
  /** What the receiver needs besides its key, 65 bytes. */
  readonly enc: Bytes;
  /** Seals the message. Once only: a second one would be sealed under the nonce of the first. */
  seal(aad: Bytes, plaintext: Bytes): Promise<Bytes>;
  /** A secret of 32 bytes that both ends know. */
  export(context: Bytes): Promise<Bytes>;
}

/** An AES-GCM as section 7.3 numbers it. */
export interface HpkeAead {
  readonly id: number;
  readonly keyBytes: number;
}

const aes256Gcm: HpkeAead = { id: 2, keyBytes: 32 };
/** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and the mode, as sections 7.1, 7.2 and 5 number them. */
const [kem, kdf, modePsk] = [0x10, 1, 1];
/** An absent salt is a block of zeros (RFC 5869, section 2.2); no provider imports an HMAC key of no bytes. */
const noSalt = new Uint8Array(32);

/** Begins a message to the holder of `to`, a point of the curve; another cipher is for the vectors of the RFC alone. */
export async function createHpkeSender(
  ctx: Context,
  to: Bytes,
  { info, psk, pskId }: HpkePsk,
  aead: HpkeAead = aes256Gcm,
): Promise<HpkeSender> {
  const recipient = await importDhKey(ctx, to);
  if (!recipient) throw new SecureChatError('card-invalid');
  const { subtle } = ctx.crypto;
  // Encap (section 4.1): a key for this message alone.
  const ephemeral = await subtle.generateKey(ecdh, false, ['deriveBits']);
  const [enc, dh] = await Promise.all([
    rawPublic(ctx, ephemeral.publicKey),
    subtle.deriveBits({ name: 'ECDH', public: recipient }, ephemeral.privateKey, 256),
  ]);
  const inKem = labeled(ctx, concat(fromText('KEM'), u16(kem)));
  const eaePrk = await inKem.extract(noSalt, 'eae_prk', new Uint8Array(dh));
  const sharedSecret = await inKem.expand(eaePrk, 'shared_secret', concat(enc, to), 32);
  // KeySchedule (section 5.1).
  const { extract, expand } = labeled(ctx, concat(fromText('HPKE'), u16(kem), u16(kdf), u16(aead.id)));
  const [pskIdHash, infoHash, secret] = await Promise.all([
    extract(noSalt, 'psk_id_hash', pskId),
    extract(noSalt, 'info_hash', info),
    extract(sharedSecret, 'secret', psk),
  ]);
  const context = concat(Uint8Array.of(modePsk), pskIdHash, infoHash);
  const [key, baseNonce, exporterSecret] = await Promise.all([
    expand(secret, 'key', context, aead.keyBytes),
    expand(secret, 'base_nonce', context, 12),
    expand(secret, 'exp', context, 32),
  ]);
  let isSpent = false;
  return {
    enc,
    async seal(aad, plaintext) {
      if (isSpent) throw new SecureChatError('frame-malformed');
      isSpent = true;
      return sealAead(ctx, concat(key, baseNonce), aad, plaintext);
    },
    export: async exporterContext => expand(exporterSecret, 'sec', exporterContext, 32),
  };
}

interface Labeled {
  readonly extract: (salt: Bytes, label: string, ikm: Bytes) => Promise<Bytes>;
  /** At most 32 bytes: the first block of HKDF-Expand (RFC 5869, section 2.3). */
  readonly expand: (prk: Bytes, label: string, info: Bytes, length: number) => Promise<Bytes>;
}

/** LabeledExtract and LabeledExpand (section 4) for one `suite_id`. */
function labeled(ctx: Context, suiteId: Bytes): Labeled {
  const mac = async (key: Bytes, before: Bytes, label: string, ...after: Bytes[]): Promise<Bytes> =>
    hmac(
      ctx,
      await macKey(ctx, key),
      concat(before, fromText('HPKE-v1'), suiteId, fromText(label), ...after),
    );
  return {
    extract: async (salt, label, ikm) => mac(salt, new Uint8Array(), label, ikm),
    expand: async (prk, label, info, length) =>
      (await mac(prk, u16(length), label, info, Uint8Array.of(1))).slice(0, length),
  };
}

/** I2OSP(value, 2) of a value below 256. */
function u16(value: number): Bytes {
  return Uint8Array.of(0, value);
}
