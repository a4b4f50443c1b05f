/** Ids are hashes of keys, so that nobody can take somebody else's (PROTOCOL 2). */
import { SecureChatError } from '../errors.js';
import { fromBase32, toBase32 } from '../wire/base32.js';
import { concat } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId, ConversationId, MessageId, PeerId } from '../wire/ids.js';
import { random } from './context.js';
import type { Context } from './context.js';
import { hash } from './kdf.js';
import { label } from './label.js';

/** A business's fingerprint, as frames carry it and as pages pin it. */
export async function businessId(ctx: Context, root: Bytes): Promise<{ bytes: Bytes; text: BusinessId }> {
  const bytes = (await hash(ctx, concat(label('business'), root))).slice(0, 20);
  return { bytes, text: `sc1-${toBase32(bytes)}` as BusinessId };
}

/** The 20 bytes of a business's fingerprint. */
export function businessBytes(business: BusinessId): Bytes {
  const bytes = fromBase32(business.slice(4));
  if (bytes?.length !== 20) throw new SecureChatError('business-malformed');
  return bytes;
}

/** Id of a visitor (`v`) or a device (`a`). */
export async function peerId(ctx: Context, role: 'v' | 'a', publicKey: Bytes): Promise<PeerId> {
  const digest = await hash(ctx, concat(label('peer'), publicKey));
  return `${role}${toBase32(digest).slice(0, 26)}` as PeerId;
}

/** Id of the conversation of the visitor with key `visitor`. */
export async function conversationId(ctx: Context, business: Bytes, visitor: Bytes): Promise<ConversationId> {
  const digest = await hash(ctx, concat(label('conversation'), business, visitor));
  return toBase32(digest.slice(0, 16)) as ConversationId;
}

/** A fresh id for one piece of content: 128 random bits (PROTOCOL 7). */
export function messageId(ctx: Context): MessageId {
  return toBase32(random(ctx, 16)) as MessageId;
}
