/**
 * What the engine keeps, record by record. Every record is sealed at rest (`vault.ts`); the version of this whole shape is
 * in the vault's label, so that a change needs a migration.
 */
import type { Bytes } from '../../wire/bytes.js';
import type { ConversationId, MessageId, PeerId } from '../../wire/ids.js';
import type { ContentPayload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { DeliveryState, NoticeItem, PageContext } from '../model/thread-state.js';

/** Who holds a conversation, by the order of accepts (PROTOCOL 5). */
export interface Holder {
  readonly device: PeerId;
  readonly name: string;
  /** Number of the open that was accepted, and the claim on it. */
  readonly number: number;
  readonly claim: number;
  /** Session with that device, where this side has one. */
  readonly sid: string;
}

/** What was seen of one sender's `seq`: everything to `upTo`, and these beyond. */
export interface SeenSeq {
  readonly upTo: number;
  readonly beyond: readonly number[];
}

/** One conversation, on either side. */
export interface ConversationRecord {
  readonly id: ConversationId;
  /** Number that the next own content gets. */
  readonly nextSeq: number;
  readonly seen: Readonly<Record<PeerId, SeenSeq>>;
  readonly holder: Holder | undefined;
  readonly unread: readonly MessageId[];
  /** Receipts not sealed yet. */
  readonly owedDelivered: readonly MessageId[];
  readonly owedRead: readonly MessageId[];
  /** Number of the newest open (sent, or received), and of the next `pre` on it. */
  readonly openNumber: number;
  readonly nextPre: number;
  /** When the last open left or came in, in ms. */
  readonly openAt: number;
  /** The desk's part. */
  readonly desk: DeskPart | undefined;
}

/** What only the desk keeps of a conversation. */
export interface DeskPart {
  readonly visitor: PeerId;
  readonly visitorKey: Bytes;
  readonly context: PageContext | undefined;
  readonly lastText: string;
  readonly lastIsOwn: boolean;
  readonly lastAt: number;
  readonly waitingSince: number;
  readonly note: string;
  readonly isEnded: boolean;
  /** Highest claim known on the newest open. */
  readonly highestClaim: number;
}

/** A line that this device added by itself. */
export interface NoticeBody {
  readonly type: 'notice';
  readonly notice: NoticeItem['notice'];
}

/** One line of a thread: content of either side, or a notice of this device's own. */
export interface MessageRecord {
  readonly id: string;
  readonly own: boolean;
  /** 0: not sealed yet (own), or a notice. */
  readonly seq: number;
  readonly at: number;
  readonly author: string;
  readonly sender: PeerId | '';
  readonly body: ContentPayload | NoticeBody;
  readonly delivery: DeliveryState;
  /** Session or open that the content was last sealed under; a new one seals anew what has no receipt. */
  readonly sid: string;
}

/** A sealed frame that nobody answered for yet. */
export interface FrameRecord {
  readonly frame: Bytes;
  readonly conversation: ConversationId;
  readonly ids: readonly MessageId[];
}

/** A ratchet session (encoded by the protocol floor) and what the engine decides about it. */
export interface SessionRecord {
  readonly bytes: Bytes;
  readonly conversation: ConversationId;
  readonly peer: PeerId;
  readonly name: string;
  readonly number: number;
  readonly claim: number;
  readonly startedAt: number;
  readonly lastSealedAt: number;
  readonly sealed: number;
  /** When another session took its place, in ms; 0: it is the current one. Read for 7 days more. */
  readonly supersededAt: number;
  /** From when the peer's certificate counts (at the visitor): a later `certificatesFrom` voids the session. */
  readonly since?: number;
  /** Beginnings of the peer's ratchet keys that were turned away from: what repeats one of them was opened before. */
  readonly turned?: readonly string[];
}

/** An open: sent by the visitor (with its bundle), or received by the desk. Encoded by the protocol floor. */
export interface OpenRecord {
  readonly bytes: Bytes;
  readonly conversation: ConversationId;
  readonly number: number;
  readonly openId: string;
  readonly at: number;
  /** When it was first accepted, in ms; 0: not yet. */
  readonly acceptedAt: number;
  /** The visitor's bundle: sealed with the record. */
  readonly bundle: Bytes | undefined;
  /** Epoch of the inbox that the visitor sealed it to. */
  readonly epoch?: number;
  /** When the visitor was first connected with the bundle due, in ms. */
  readonly dueAt?: number;
}

/** A frame that came before what it needs; its key says since when. */
export interface EarlyRecord {
  readonly frame: Bytes;
}

/** A payload whose owner's code was not here yet when its frame was taken in. */
export interface ParkedRecord {
  readonly conversation: ConversationId;
  readonly sender: { readonly id: PeerId; readonly name: string };
  readonly payload: ReceivedPayload;
}

/** This desk's device (PROTOCOL 2). */
export interface DeviceRecord {
  /** Exported signing key. */
  readonly key: Bytes;
  readonly certificate: string;
  readonly member: string;
  readonly name: string;
  /** Exported root key, on the owner's desk. */
  readonly root: Bytes | undefined;
  /** Recovery code under which the owner's backup is kept at the node. */
  readonly recovery: Bytes | undefined;
}

/** What is typed and not sent, and the id of the message that it becomes. */
export interface DraftRecord {
  readonly id: MessageId;
  readonly text: string;
}

/** Single records of one identity. */
export interface MetaRecords {
  card: { readonly bytes: Bytes; readonly seq: number };
  draft: DraftRecord;
  /** The context last told, as JSON: told again only when it changed. */
  sharedContext: { readonly context: string };
  choices: { readonly sharesContext: boolean; readonly hasAgreed: boolean };
  cursor: { readonly log: string; readonly after: number };
  'last-call': { readonly at: number };
  /** The desk's draft in one conversation: committed with the words that it becomes. */
  [draft: `draft/${string}`]: DraftRecord;
  /** The desk: its device, the inboxes it opens, what the root said of the team. */
  device: DeviceRecord;
  inboxes: { readonly keys: readonly { readonly epoch: number; readonly bytes: Bytes }[] };
  access: { readonly jws: string };
  'desk-choices': { readonly hasSound: boolean; readonly isAvailable: boolean };
  /** Visitors that asked to be forgotten: replayed opens must not revive them (PROTOCOL 12). */
  tombstones: { readonly visitors: readonly PeerId[] };
}
export type MetaKey = keyof MetaRecords;

/** Which record lives in which table. */
export interface Records {
  conversation: ConversationRecord;
  message: MessageRecord;
  /** Where a message is, by its id or its `seq`. */
  index: { readonly row: string };
  frame: FrameRecord | { readonly row: string };
  session: SessionRecord;
  open: OpenRecord;
  early: EarlyRecord;
  parked: ParkedRecord;
  meta: MetaRecords[MetaKey];
}
