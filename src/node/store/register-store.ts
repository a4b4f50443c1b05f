/** What the node keeps of businesses: root-signed statements, sealed documents and set-up tokens. */
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';

/** What the node read from a verified card; it needs no more, and a card that has ended still counts. */
export interface CardSummary {
  readonly seq: number;
  readonly issued: number;
  readonly expires: number;
  readonly name: string;
  readonly origins: readonly string[];
  readonly retentionDays: number;
}

/** A business as the node keeps it. */
export interface BusinessRecord {
  readonly id: BusinessId;
  /** `R || JWS`, as it came. */
  readonly card: Bytes;
  readonly summary: CardSummary;
  /** The access list's JWS as it came. */
  readonly access: string | undefined;
  readonly accessSeq: number;
  readonly devices: readonly PeerId[];
  /** The sealed roster, opaque, in base64url. */
  readonly roster: string | undefined;
}

/** A sealed backup of a business's root under the id that only its recovery code gives. */
export interface Backup {
  readonly id: string;
  readonly data: string;
}

/** A business to write, and what it was judged against. */
export interface Saving {
  readonly record: BusinessRecord;
  /** What was kept when the change was judged; `undefined` where the business is new. */
  readonly over: BusinessRecord | undefined;
  readonly backup?: Backup | undefined;
}

/**
 * What became of a business to write. `outdated`: another one was written meanwhile, so the change must be judged
 * against that. `refused`: the backup's id belongs to another business, or the set-up token is spent.
 */
export type Saved = 'saved' | 'outdated' | 'refused';

/**
 * Keeps businesses; every call is one transaction, on disk when its promise is fulfilled. Several nodes may write: they
 * never overwrite what they have not seen, and each hears of what the others wrote.
 */
export interface RegisterStore {
  /** Every business that is kept, oldest first. */
  businesses(): Promise<readonly BusinessRecord[]>;

  /** One business as it is kept now. */
  business(id: BusinessId): Promise<BusinessRecord | undefined>;

  /** Writes a business and, with it, a backup, if what it was judged against is still what is kept. */
  save(saving: Saving): Promise<Saved>;

  /** The business that a backup belongs to, and its data. */
  backup(id: string): Promise<{ readonly business: BusinessId; readonly data: string } | undefined>;

  /** Keeps the hash of a new set-up token until a time in unix seconds. */
  addSetupToken(hash: string, expires: number): Promise<void>;

  /** Whether a set-up token would be accepted at a time in unix seconds. */
  hasSetupToken(hash: string, now: number): Promise<boolean>;

  /** Writes a business and spends its set-up token in the same transaction, or does neither. */
  register(hash: string, now: number, saving: Saving & { readonly backup: Backup }): Promise<Saved>;

  /**
   * Hears of every business that was written, by whichever node. A removed device stays admitted until its node has
   * heard of it, so a driver whose own connection was cut names every business once it is back.
   */
  onChange(listener: (id: BusinessId) => void): void;
}
