/** What the relay needs of whatever keeps sealed frames; the contract that `storeSuite` holds every driver to. */
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

/** A stored frame and its position. */
export interface Row {
  readonly position: number;
  readonly frame: Bytes;
}

/** Where a new row stands in its queue. */
export interface Placement {
  readonly position: number;
  /**
   * No row of this queue stands between here and `position`, nor ever will: a reader whose cursor is at `previous` or
   * above can be sent the new row without asking the store what lies between.
   */
  readonly previous: number;
}

/** Rows that have their positions and wait for their commit. */
export interface Appended {
  /** One placement for each row, in order. */
  readonly placements: readonly Placement[];
  /** Fulfilled after the commit that holds all of the rows; when it rejects, none of them was kept. */
  readonly committed: Promise<void>;
}

/**
 * Keeps sealed frames in order. Readers keep a cursor, which only moves forwards: a row that appears behind it is never
 * read. So a driver promises, for each queue and whichever nodes write to it:
 *
 * - **Once only.** No position is given twice, not even after a crash that lost the row it was given to.
 * - **In the order of calls.** Of two calls at one node the earlier one has the lower positions, and takes effect first.
 * - **Nothing behind a reader.** Once `page` has answered a row, no row with a lower position appears in that queue: a
 *   page ends before the first position that may still be committed. Two nodes that reserve positions and commit them
 *   on their own break this, as one may commit 6 while the other has not committed 5; a driver for several nodes locks
 *   the queue from giving a position until the commit.
 * - **Nothing that hides.** Once `append` has answered, a `page` or `count` asked for at any node holds its rows, or
 *   waits until their commit has succeeded or failed. A driver for several nodes answers `append` after the commit,
 *   since no other node can see the rows before.
 *
 * Every promise settles within seconds: the relay keeps the frame in memory until then.
 */
export interface MailboxStore {
  /** Names the team logs of this store; under another name older positions mean nothing. */
  readonly log: string;

  /** Gives rows their positions and commits them with their neighbours; `undefined` where a mailbox is full. */
  append(rows: readonly NewRow[]): Promise<Appended | undefined>;

  /** Rows of one queue behind a position, oldest first, `limit` at most. */
  page(queue: Queue, after: number, limit: number): Promise<readonly Row[]>;

  /** Number of rows of one queue behind a position. */
  count(queue: Queue, after: number): Promise<number>;

  /** Removes what one peer handled: the rows of its own queue up to a position. */
  handled(business: BusinessId, recipient: PeerId, position: number): Promise<void>;

  /** Removes everything of one visitor: its mailbox, and its frames in the team's log and in devices' mailboxes. */
  forget(business: BusinessId, visitor: PeerId): Promise<void>;

  /** Removes rows of a business older than a time in unix seconds. */
  expire(business: BusinessId, before: number): Promise<void>;
}
