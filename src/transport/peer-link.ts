import type { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import type { PeerId } from '../wire/ids.js';
import type { DirectRole } from './direct.js';
import type { NodeLink, NodeLinkOptions } from './node-link.js';

/** Which way frames to a peer go now. */
export type Route = 'none' | 'relay' | 'direct';

/** What the page wishes: the best path; peer to peer or nothing; only through the business's own node. */
export type RouteWish = 'auto' | 'direct' | 'relay';

export interface PeerLinkOptions extends NodeLinkOptions {
  readonly id: PeerId;
  /** The way to `peer` changed; `error` says why it is not direct, where somebody is to be told. */
  readonly onRoute: (peer: PeerId, error: SecureChatError | undefined) => void;
}

/** The link to the node that may also reach peers directly: one transport made of two. */
export interface PeerLink extends NodeLink {
  /**
   * As `Transport.send`. Messages go the best way that there is, and the other way when that one fails; with `by` only
   * through the node.
   */
  send(frame: Bytes, options: { readonly durable: boolean; readonly by?: 'relay' }): Promise<void>;
  routeTo(peer: PeerId): Route;
  /** SHA-256 of this page load's certificate, in hex; `undefined` where no direct route is possible or wished. */
  fingerprint(): Promise<string | undefined>;
  /** The peer announced its certificate inside the session: see `Direct.bind`. */
  bind(peer: PeerId, fingerprint: string, role: DirectRole): Promise<void>;
  /** The session with this peer is over, or somebody else holds it. */
  unbind(peer: PeerId): void;
}
