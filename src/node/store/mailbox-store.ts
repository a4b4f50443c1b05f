/** What the relay needs of whatever keeps sealed frames; the contract that `storeSuite` holds every store to. */
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';

/** A frame to keep: for one visitor or device, or for the whole team. */
export type NewRow =
  | {
      readonly queue: 'own';
      readonly business: BusinessId;
      readonly recipient: PeerId;
      readonly sender: PeerId;
      readonly frame: Uint8Array;
    }
  | {
      readonly queue: 'team';
      readonly business: BusinessId;
      /** The customer that the frame belongs to: the sender, or the receiver of an accept. */
      readonly visitor: PeerId;
      readonly frame: Uint8Array;
    };

/** One queue: what one peer has not handled yet, or what the team may read. */
export type Queue =
  | { readonly queue: 'own'; readonly business: BusinessId; readonly recipient: PeerId }
  | { readonly queue: 'team'; readonly business: BusinessId };

/** A stored frame and its place. */
export interface Row {
  readonly position: number;
  readonly frame: Bytes;
}

/** Rows that have a place already and will be on disk soon. */
export interface Appended {
  /** One position a row, in order, larger than every position given before. */
  readonly positions: readonly number[];
  /** Fulfilled after the commit that holds all of them; rejected, none of them was kept. */
  readonly committed: Promise<void>;
}

/**
 * Keeps sealed frames in order.
 *
 * A position is never given twice, not even after a crash that lost the frame it was given to: a device's cursor may
 * already stand on it, and another frame there would never be read.
 */
export interface MailboxStore {
  /** Names the team logs of this store; another name means that older positions are void. */
  readonly log: string;

  /** Gives rows their positions now and commits them with their neighbours; `undefined` where a mailbox is full. */
  append(rows: readonly NewRow[]): Appended | undefined;

  /** Rows of one queue behind a position, oldest first, `limit` at most. */
  page(queue: Queue, after: number, limit: number): Promise<readonly Row[]>;

  /** Number of rows of one queue behind a position. */
  count(queue: Queue, after: number): Promise<number>;

  /** Removes what one peer handled: its own rows up to a position. */
  handled(business: BusinessId, recipient: PeerId, position: number): void;

  /** Removes everything of one visitor: its mailbox, and its frames in the team's log and in devices' mailboxes. */
  forget(business: BusinessId, visitor: PeerId): Promise<void>;

  /** Removes rows of a business older than a time in unix seconds. */
  expire(business: BusinessId, before: number): Promise<void>;
}
