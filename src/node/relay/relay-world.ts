import type { Context } from '../../protocol/context.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { TurnCredentials } from '../../wire/node-messages.js';
import type { Business, Businesses } from '../businesses.js';
import type { Counters } from '../counters.js';
import type { Limits } from '../limits.js';
import type { Log } from '../log.js';
import type { MailboxStore } from '../store/mailbox-store.js';
import type { Room } from './room.js';

/** Everything that the sockets of the relay share. */
export interface RelayWorld {
  readonly ctx: Context;
  readonly now: () => number;
  readonly businesses: Businesses;
  readonly mailbox: MailboxStore;
  readonly limits: Limits;
  readonly counters: Counters;
  readonly log: Log;
  /** A fresh ticket for `/peerjs`, and credentials for TURN where the business has a server. */
  readonly pass: (business: BusinessId, id: PeerId) => { ticket: string; turn?: TurnCredentials };
}

/** What was known when the socket opened. */
export interface SessionStart {
  readonly business: Business;
  readonly room: Room;
  /** The node's own origin that the socket was opened to. */
  readonly origin: string;
  /** Highest `seq` of the card that the client knows. */
  readonly cardSeq: number;
}
