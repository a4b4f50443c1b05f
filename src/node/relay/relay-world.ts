import type { Context } from '../../protocol/context.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { TurnCredentials } from '../../wire/node-messages.js';
import type { Businesses } from '../businesses.js';
import type { Directory } from '../cluster/directory.js';
import type { Counters } from '../counters.js';
import type { Limits } from '../limits.js';
import type { Log } from '../log.js';
import type { MailboxStore } from '../store/mailbox-store.js';
import type { Delivery } from './delivery.js';

/** Everything that the sockets of the relay share. */
export interface RelayWorld {
  readonly ctx: Context;
  readonly now: () => number;
  readonly businesses: Businesses;
  readonly mailbox: MailboxStore;
  readonly directory: Directory<Delivery>;
  readonly limits: Limits;
  readonly counters: Counters;
  readonly log: Log;
  /** A fresh ticket for `/peerjs`, and credentials for TURN where the business has a server. */
  readonly credentials: (business: BusinessId, id: PeerId) => { ticket: string; turn?: TurnCredentials };
}
