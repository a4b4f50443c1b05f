import { generateStorageKey } from '../../protocol/passphrase.js';
import type { Context } from '../../protocol/context.js';
import { conversationId, businessBytes, peerId } from '../../protocol/ids.js';
import type { SigningKey } from '../../protocol/keys.js';
import type { BusinessId, ConversationId, PeerId } from '../../wire/ids.js';
import type { Store } from '../../storage/store.js';

/** Who the visitor is towards one business: made when she first acts, gone with `forget` (PROTOCOL 2). */
export interface VisitorIdentity {
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly conversation: ConversationId;
  /** Seals everything at rest; cannot leave the browser. */
  readonly storageKey: CryptoKey;
}

/** Reads the identity of this store, or makes it; of two tabs that both would make it, one does. */
export async function visitorIdentity(
  ctx: Context,
  store: Store,
  business: BusinessId,
): Promise<VisitorIdentity> {
  return (await read(ctx, store, business)) ?? (await make(ctx, store, business));
}

async function read(ctx: Context, store: Store, business: BusinessId): Promise<VisitorIdentity | undefined> {
  const [storageKey, publicKey, key] = await store.read([
    { table: 'keys', key: 'storage' },
    { table: 'keys', key: 'visitor-public' },
    { table: 'keys', key: 'visitor' },
  ]);
  if (!isKey(storageKey) || !isKey(publicKey) || !isKey(key)) return undefined;
  return identityOf(ctx, business, storageKey, { publicKey, privateKey: key });
}

async function identityOf(
  ctx: Context,
  business: BusinessId,
  storageKey: CryptoKey,
  { publicKey, privateKey }: CryptoKeyPair,
): Promise<VisitorIdentity> {
  const raw = new Uint8Array(await ctx.crypto.subtle.exportKey('raw', publicKey));
  return {
    key: { publicKey: raw, key: privateKey },
    id: await peerId(ctx, 'v', raw),
    conversation: await conversationId(ctx, businessBytes(business), raw),
    storageKey,
  };
}

async function make(ctx: Context, store: Store, business: BusinessId): Promise<VisitorIdentity> {
  const pair = await ctx.crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const storageKey = await generateStorageKey(ctx);
  try {
    await store.commit([
      { table: 'keys', key: 'storage', value: storageKey, isNew: true },
      { table: 'keys', key: 'visitor-public', value: pair.publicKey, isNew: true },
      { table: 'keys', key: 'visitor', value: pair.privateKey, isNew: true },
    ]);
    return await identityOf(ctx, business, storageKey, pair);
  } catch (cause) {
    const made = await read(ctx, store, business);
    if (!made) throw cause;
    return made;
  }
}

function isKey(value: unknown): value is CryptoKey {
  return typeof value === 'object' && value !== null && 'algorithm' in value;
}
