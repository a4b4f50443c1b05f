import type { Bytes } from '../wire/bytes.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import type { TicketAnswer } from '../wire/node-messages.js';
import type { SecureChatError } from '../errors.js';
import type { Arrival } from './transport.js';

export interface DirectOptions {
  /** Origin of the node that carries the descriptions. */
  readonly node: string;
  readonly business: BusinessId;
  /** Own id, proven to the node on `/relay`. */
  readonly id: PeerId;
  /** A fresh ticket; fails with `node-unreachable`. */
  readonly ticket: () => Promise<TicketAnswer>;
  readonly onFrame: (arrival: Arrival) => void;
  /**
   * The channel to `peer` opened or closed. `error` is `route-tampered` where somebody between the two altered what
   * binds it to the session, `peer-unreachable` where it failed.
   */
  readonly onChannel: (peer: PeerId, isOpen: boolean, error: SecureChatError | undefined) => void;
}

/** Who begins: the customer's side dials, the desk waits for her. */
export type DirectRole = 'dial' | 'await';

/** Channels between browsers, each bound to an end-to-end session (PROTOCOL 10): nothing opens under another certificate. */
export interface Direct {
  /** SHA-256 of this page load's certificate, in hex: what the session announces. */
  readonly fingerprint: string;
  isOpen(peer: PeerId): boolean;
  /**
   * The peer announced its certificate inside the session: from now on a channel may open under it, and under no other.
   * Resolves when this side can be dialled, or has dialled. Fails with `node-unreachable` or `peer-unreachable`.
   */
  bind(peer: PeerId, fingerprint: string, role: DirectRole): Promise<void>;
  /** Closes what is open to the peer and lets nothing open any more. */
  unbind(peer: PeerId): void;
  /** As `Transport.send`; fails with `peer-unreachable` when the channel is not open or dies first. */
  send(peer: PeerId, frame: Bytes, options: { readonly durable: boolean }): Promise<void>;
  close(): void;
}

/** Loads the carrier; `undefined` where this browser has no WebRTC. */
export type LoadDirect = (options: DirectOptions) => Promise<Direct | undefined>;
