/** What the node keeps about businesses: root-signed statements, sealed documents and set-up tokens. */
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';

/** What the node read from a verified card; it needs no more, and the card may end meanwhile. */
export interface CardFacts {
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
  readonly facts: CardFacts;
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

/** Keeps businesses; every call is one transaction, on disk when it returns. */
export interface RegisterStore {
  /** Every business that is kept, oldest first. */
  businesses(): readonly BusinessRecord[];

  /** Writes a business and, with it, a backup; false where the backup's id is another business's. */
  save(record: BusinessRecord, backup?: Backup): boolean;

  /** The business that a backup belongs to, and its data. */
  backup(id: string): { readonly business: BusinessId; readonly data: string } | undefined;

  /** Keeps the hash of a new set-up token until a time in unix seconds. */
  addSetupToken(hash: string, expires: number): void;

  /** Whether a set-up token would be taken at a time in unix seconds. */
  hasSetupToken(hash: string, now: number): boolean;

  /** Writes a new business and spends its set-up token in the same transaction; false where either is not possible. */
  register(hash: string, now: number, record: BusinessRecord, backup: Backup): boolean;
}
