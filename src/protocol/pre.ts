/** The pre (PROTOCOL 5): what a visitor writes before anyone accepted. Every device reads it: that is the queue. */
import { concat } from '../wire/bytes.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, u32 } from '../wire/codec.js';
import { encodeHeader } from '../wire/frame.js';
import { encodePreClear, readPreClear } from '../wire/open-fields.js';
import type { Payload, ReceivedPayload } from '../wire/payload/payload.js';
import { aeadKeyBytes, sealAead } from './aead.js';
import { openAead } from './open-aead.js';
import { padPayloads } from './content.js';
import { readPadded } from './read-padded.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { hkdf } from './kdf.js';
import { sign } from './keys.js';
import { verify } from './verify.js';
import type { SigningKey } from './keys.js';
import { label } from './label.js';
import type { ReceivedOpen, SentOpen } from './open.js';

/** Seals the `n`-th words behind an open. */
export async function createPre(
  ctx: Context,
  {
    sent,
    visitor,
    n,
    payloads,
  }: { sent: SentOpen; visitor: SigningKey; n: number; payloads: readonly Payload[] },
): Promise<Bytes> {
  const { business, openId } = sent;
  const salt = random(ctx, 16);
  const aad = concat(
    encodeHeader({ kind: 'pre', business, from: sent.visitor, to: undefined }),
    encodePreClear({ openId, n, salt }),
  );
  const padded = padPayloads(payloads);
  // Every colleague holds the key of this frame: only the signature says that the visitor wrote it.
  const signature = await sign(ctx, visitor, 'pre', concat(aad, padded));
  const key = await preKey(ctx, sent.secrets.pre, n, salt);
  return concat(aad, await sealAead(ctx, key, aad, concat(signature, padded)));
}

/** Opens words behind an open that was received, or answers `undefined`. */
export async function receivePre(
  ctx: Context,
  { open, frame }: { open: ReceivedOpen; frame: Bytes },
): Promise<{ n: number; payloads: readonly ReceivedPayload[] } | undefined> {
  const clear = readPreClear(frame);
  if (!clear || !equal(clear.business, open.business) || !equal(clear.openId, open.openId)) return undefined;
  if (clear.from !== open.visitor.id) return undefined;
  const key = await preKey(ctx, open.secrets.pre, clear.n, clear.salt);
  const plaintext = await openAead(ctx, key, clear.aad, clear.sealed);
  if (!plaintext) return undefined;
  const reader = new Reader(plaintext);
  const signature = reader.take(64);
  const padded = reader.rest();
  if (!signature || !padded) return undefined;
  const isHers = await verify(ctx, open.visitor.publicKey, 'pre', concat(clear.aad, padded), signature);
  return isHers ? { n: clear.n, payloads: readPadded(padded) } : undefined;
}

async function preKey(ctx: Context, secret: Bytes, n: number, salt: Bytes): Promise<Bytes> {
  const info = concat(label('pre key'), u32(n));
  return hkdf(ctx, { ikm: secret, salt, info, length: aeadKeyBytes });
}
