/** What a customer asks for seldom: code that comes when she does. */
import { createForget } from '../../protocol/forget.js';
import { businessBytes } from '../../protocol/ids.js';
import { SecureChatError } from '../../errors.js';
import type { TransportState } from '../../transport/transport.js';
import type { VisitorState } from '../model/visitor-state.js';
import { transcript } from '../thread/transcript.js';
import { threadItems } from '../thread/thread-items.js';
import type { VisitorSide } from './visitor-side.js';
import type { VisitorWorld } from './visitor-world.js';

/** Erases the conversation at the node, at every desk and here. Fails with `node-unreachable` while offline: nothing is lost then. */
export async function eraseConversation({ ctx, business }: VisitorWorld, side: VisitorSide): Promise<void> {
  const frame = await createForget(ctx, { visitor: side.identity.key, business: businessBytes(business) });
  // Whichever tab she acts in: it leads, and connects.
  await whenOnline(side);
  // The node first: once the key is gone, nobody could ask it any more.
  await side.link.send(frame, { durable: true });
  // The other tabs before the store: what they read from now on would be nothing, or an error.
  side.ring({ type: 'erased' });
  side.end();
  await side.store.destroy();
}

/** Leads, and settles once the node is reached. Fails with `node-unreachable`, or as the node answers. */
function whenOnline(side: VisitorSide): Promise<void> {
  if (side.link.state === 'open') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const watch = (state: TransportState, error?: SecureChatError): void => {
      if (state === 'connecting' && !error) return;
      side.stateWatchers.delete(watch);
      if (state === 'open') resolve();
      else reject(error ?? new SecureChatError('node-unreachable'));
    };
    side.stateWatchers.add(watch);
    side.retry();
    side.claimLead();
  });
}

/** Keeps whether the page's context is shared, and whether she agreed. */
export async function choose(
  { vault }: VisitorSide,
  { sharesContext, consent }: VisitorState,
  choice: { readonly sharesContext?: boolean; readonly hasAgreed?: boolean },
): Promise<void> {
  const batch = vault.batch();
  batch.putMeta('choices', { sharesContext, hasAgreed: consent === '', ...choice });
  await batch.commit(undefined);
}

/** The whole conversation as a text file. */
export async function saveCopy(
  { saveFile }: VisitorWorld,
  { log, identity }: VisitorSide,
  { businessName }: VisitorState,
): Promise<void> {
  const everything = { showOwnContext: false };
  const { items } = await threadItems(log, identity.conversation, Number.MAX_SAFE_INTEGER, everything);
  saveFile('conversation.txt', transcript(items, businessName));
}
