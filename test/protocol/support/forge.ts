/** Frames made by hand, as a hostile visitor or colleague would: every part may be another than the rules want. */
import { sealBox } from '../../../src/protocol/box.js';
import type { Context } from '../../../src/protocol/context.js';
import { sign } from '../../../src/protocol/keys.js';
import type { BoxPublicKey, SigningKey } from '../../../src/protocol/keys.js';
import { sealAead } from '../../../src/protocol/aead.js';
import { hkdf } from '../../../src/protocol/kdf.js';
import { label } from '../../../src/protocol/label.js';
import type { ReceivedOpen } from '../../../src/protocol/open.js';
import { concat } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { u32, u64 } from '../../../src/wire/codec.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import { encodeOpenClear, encodePreClear } from '../../../src/wire/open-fields.js';
import type { PeerId } from '../../../src/wire/ids.js';
import { padPayloads } from '../../../src/protocol/content.js';
import { businessBytes } from '../../../src/protocol/ids.js';
import { text } from './world.js';
import type { Contact } from './world.js';
import { sealAccept, transcript } from '../../../src/protocol/accept-inside.js';
import type { AcceptInside } from '../../../src/protocol/accept-inside.js';

/** What an open is made of. */
export interface OpenParts {
  business: Bytes;
  inbox: BoxPublicKey;
  epoch: number;
  cardSeq: number;
  from: PeerId;
  publicKey: Bytes;
  signer: SigningKey;
  number: number;
  bundle: BoxPublicKey;
  padded: Bytes;
  /** A signature, and the number, bundle and words under it, taken from elsewhere. */
  stolen?: { signature: Bytes; content: Bytes };
  /** Replaces all that is inside. */
  plaintext?: Bytes;
  purpose?: 'open' | 'archive';
}

/** Everything an open is made of, as Vera would make it. */
export function partsOf({ card, vera, sent }: Contact): Omit<OpenParts, 'stolen' | 'plaintext' | 'purpose'> {
  return {
    business: businessBytes(card.business),
    inbox: card.inbox.publicKey,
    epoch: card.inbox.epoch,
    cardSeq: card.seq,
    from: vera.id,
    publicKey: vera.key.publicKey,
    signer: vera.key,
    number: sent.number,
    bundle: vera.bundle.publicKey,
    padded: padPayloads([text('hello')]),
  };
}

/** An open out of any parts. */
export async function forgeOpen(ctx: Context, parts: OpenParts): Promise<Bytes> {
  const { business, from, epoch, cardSeq } = parts;
  const aad = concat(
    encodeHeader({ kind: 'open', business, from, to: undefined }),
    encodeOpenClear({ epoch, cardSeq }),
  );
  const box = await sealBox(ctx, parts.inbox, parts.purpose ?? 'open');
  const content =
    parts.stolen?.content ?? concat(u64(parts.number), parts.bundle.ec, parts.bundle.kem, parts.padded);
  const signature =
    parts.stolen?.signature ?? (await sign(ctx, parts.signer, 'open', concat(aad, box.enc, box.ct, content)));
  const plaintext = parts.plaintext ?? concat(parts.publicKey, signature, content);
  return concat(aad, await box.finish(aad, plaintext));
}

/** A pre out of any parts. */
export async function forgePre(
  ctx: Context,
  open: ReceivedOpen,
  {
    signer,
    from,
    padded,
    plaintext,
  }: {
    signer: SigningKey;
    from: PeerId;
    padded: Bytes;
    plaintext?: Bytes;
  },
): Promise<Bytes> {
  const salt = ctx.crypto.getRandomValues(new Uint8Array(16));
  const { business, openId } = open;
  const aad = concat(
    encodeHeader({ kind: 'pre', business, from, to: undefined }),
    encodePreClear({ openId, n: 0, salt }),
  );
  const info = concat(label('pre key'), u32(0));
  const key = await hkdf(ctx, { ikm: open.secrets.pre, salt, info, length: 44 });
  const signature = await sign(ctx, signer, 'pre', concat(aad, padded));
  return concat(aad, await sealAead(ctx, key, aad, plaintext ?? concat(signature, padded)));
}

/** An accept out of any parts: whoever holds the inbox key can seal one. */
export async function forgeAccept(
  ctx: Context,
  open: ReceivedOpen,
  {
    signer,
    from,
    to,
    inside,
    frameHash,
  }: {
    signer: SigningKey;
    from: PeerId;
    to?: PeerId;
    inside: AcceptInside;
    frameHash?: Bytes;
  },
): Promise<Bytes> {
  const sid = ctx.crypto.getRandomValues(new Uint8Array(16));
  const { business, openId } = open;
  const headerBytes = encodeHeader({ kind: 'accept', business, from, to: to ?? open.visitor.id });
  const signed = transcript({ headerBytes, frameHash: frameHash ?? open.frameHash, sid, inside });
  const signature = await sign(ctx, signer, 'transcript', signed);
  const aad = concat(headerBytes, openId, sid);
  return sealAccept(ctx, { secret: open.secrets.accept, sid, aad, inside, signature });
}
