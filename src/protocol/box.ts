/**
 * The sealed box (PROTOCOL 4): HPKE (RFC 9180) in PSK mode to a P-256 key, its PSK out of ML-KEM-768. Secret while
 * either half holds. A box is anonymous: whoever needs its author signs inside.
 */
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { Context } from './context.js';
import { createHpkeSender } from './hpke-sender.js';
import type { HpkePsk } from './hpke-sender.js';
import { hash } from './kdf.js';
import { importDhKey } from './keys.js';
import type { BoxPublicKey } from './keys.js';
import { label } from './label.js';
import { encapsulate, isKemPublicKey } from './ml-kem.js';

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

/** Whether bytes from outside can be sealed to. */
export async function isBoxPublicKey(ctx: Context, { ec, kem }: BoxPublicKey): Promise<boolean> {
  return isKemPublicKey(kem) && (await importDhKey(ctx, ec)) !== undefined;
}

/** Begins a box to a key that `isBoxPublicKey` let pass. */
export async function sealBox(ctx: Context, to: BoxPublicKey, purpose: BoxPurpose): Promise<BoxSeal> {
  const { ciphertext: ct, secret } = await encapsulate(ctx, to.kem);
  const sender = await createHpkeSender(ctx, to.ec, await boxPsk(ctx, to, purpose, ct, secret));
  const { enc } = sender;
  return {
    enc,
    ct,
    finish: async (aad, plaintext) => concat(enc, ct, await sender.seal(aad, plaintext)),
    export: async name => sender.export(label(name)),
  };
}

/** What a box gives HPKE besides its key: the same at both ends, or it stays closed. */
export async function boxPsk(
  ctx: Context,
  to: BoxPublicKey,
  purpose: BoxPurpose,
  ct: Bytes,
  secret: Bytes,
): Promise<HpkePsk> {
  return {
    info: concat(label(purpose), await hash(ctx, concat(to.ec, to.kem))),
    psk: secret,
    pskId: concat(label('psk'), ct),
  };
}
