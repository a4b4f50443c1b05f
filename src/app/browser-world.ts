import type { Context } from '../protocol/context.js';
import { IndexedDbStore } from '../storage/indexeddb-store.js';
import type { RingNote, TabLead, TabLeadEvents } from '../storage/tab-lead.js';
import { WebLockLead } from '../storage/web-lock-lead.js';
import { BestLink } from '../transport/best.js';
import type { PeerLink, PeerLinkOptions, RouteWish } from '../transport/peer-link.js';
import { RelayTransport } from '../transport/relay.js';

/** The browser's own WebCrypto and clock. */
export function browserContext(): Context {
  return { crypto: globalThis.crypto, now: Date.now };
}

/** The store of one identity. */
export function openStore(identity: string): Promise<IndexedDbStore> {
  return IndexedDbStore.open(`secure-chat/1/${identity}`);
}

/** The lead among the tabs that share that store. */
export function makeLead<Note extends RingNote>(
  identity: string,
  events: TabLeadEvents<Note>,
): TabLead<Note> {
  return new WebLockLead(`secure-chat/1/${identity}`, events);
}

/** The link to the node, and to peers as the page wishes. */
export function makeLink(options: PeerLinkOptions, wish: RouteWish): PeerLink {
  return new BestLink(options, {
    wish,
    makeRelay: relay => new RelayTransport(relay),
    loadDirect: async direct => (await import('../transport/peerjs.js')).openDirect(direct),
  });
}
