/** The visitor's order to erase everything (PROTOCOL 12): signed, so that nobody else can empty a conversation. */
import { concat } from '../wire/bytes.js';
import { equal } from '../wire/equal.js';
import type { Bytes } from '../wire/bytes.js';
import { Reader, u64 } from '../wire/codec.js';
import { encodeHeader, readHeader } from '../wire/frame.js';
import type { ConversationId, PeerId } from '../wire/ids.js';
import { unixSeconds } from './context.js';
import type { Context } from './context.js';
import { conversationId, peerId } from './ids.js';
import { sign } from './keys.js';
import { verify } from './verify.js';
import type { SigningKey } from './keys.js';

/** Who asks to be forgotten, and when by their own clock, in unix seconds. */
export interface Forget {
  readonly visitor: PeerId;
  readonly conversation: ConversationId;
  readonly time: number;
}

/** The frame (kind 5): header, `time(u64) V(65) signature(64)`. */
export async function createForget(
  ctx: Context,
  { visitor, business }: { visitor: SigningKey; business: Bytes },
): Promise<Bytes> {
  const from = await peerId(ctx, 'v', visitor.publicKey);
  const time = u64(unixSeconds(ctx));
  const signature = await sign(ctx, visitor, 'forget', concat(business, visitor.publicKey, time));
  const header = encodeHeader({ kind: 'forget', business, from, to: undefined });
  return concat(header, time, visitor.publicKey, signature);
}

/** Reads a frame that the visitor it erases did sign; `undefined` for any other. */
export async function verifyForget(
  ctx: Context,
  { business, frame }: { business: Bytes; frame: Uint8Array },
): Promise<Forget | undefined> {
  const header = readHeader(frame);
  if (header?.kind !== 'forget' || !equal(header.business, business)) return undefined;
  const reader = new Reader(header.body);
  const time = reader.u64();
  const key = reader.take(65);
  const signature = reader.take(64);
  if (time === undefined || !key || !signature || !reader.isDone) return undefined;
  // The key must be the one that the header's id is a hash of: anybody has a key of their own to sign with.
  if ((await peerId(ctx, 'v', key)) !== header.from) return undefined;
  if (!(await verify(ctx, key, 'forget', concat(business, key, u64(time)), signature))) return undefined;
  return { visitor: header.from, conversation: await conversationId(ctx, business, key), time };
}
