/** What views draw, and what they may ask for: snapshots go down, requests go up. Types only. */
import type { ErrorCode } from '../errors.js';
import type { ConversationId, PeerId } from '../wire/ids.js';

/** States of an own message (PROTOCOL 8): waiting here, taken by the node or the peer, on the other device, seen. */
export type DeliveryState = 'pending' | 'sent' | 'delivered' | 'read';

/** One text. `author` is empty for own ones; `at` in milliseconds of the writer's clock, at the latest when it came here. */
export interface TextItem {
  readonly kind: 'text';
  readonly id: string;
  readonly own: boolean;
  readonly author: string;
  readonly text: string;
  readonly at: number;
  /** Own texts only: others' texts say `read`. */
  readonly delivery: DeliveryState;
}

/** One line between the texts. `name` is the agent's, where the line speaks of one. */
export interface NoticeItem {
  readonly kind: 'notice';
  readonly id: string;
  readonly at: number;
  readonly notice: 'answered' | 'handed-over' | 'ended' | 'unreadable' | 'newer-version';
  readonly name: string;
}

/** The page the customer wrote from, where it changed. */
export interface ContextItem {
  readonly kind: 'context';
  readonly id: string;
  readonly at: number;
  readonly context: PageContext;
}

export type ThreadItem = TextItem | NoticeItem | ContextItem;

/** What the customer's page tells the team, inside the encryption (PRODUCT `context`). Texts, each at most 300 characters. */
export interface PageContext {
  readonly title: string;
  /** Path and origin without query and fragment: those may carry tokens. */
  readonly page: string;
  /** Product, cart, order …: label and value in the page's words. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** Where the connection stands. `waiting`: nothing was tried yet, as the customer has not acted. */
export type ConnectionState = 'waiting' | 'connecting' | 'online' | 'offline';

/** Which way frames go now. */
export type ActiveRoute = 'none' | 'relay' | 'direct';

/** Something is wrong: what it is, in a code, and whether trying again makes sense. */
export interface Trouble {
  readonly code: ErrorCode;
  readonly canRetry: boolean;
  /** The link page on the node's own origin, where that helps. */
  readonly href: string | undefined;
}

/** Safety numbers (PROTOCOL 11): six groups of five digits each. */
export interface SafetyNumbers {
  readonly business: readonly string[];
  readonly visitor: readonly string[];
}

/** Everything a thread view needs; the visitor's and the desk's are alike. */
export interface ThreadState {
  readonly items: readonly ThreadItem[];
  readonly hasEarlier: boolean;
  readonly draft: string;
  /** Name of whoever types on the other side, at the desk the visitor's id; or empty. */
  readonly typing: string;
}

/** The customer's side. */
export interface VisitorState extends ThreadState {
  readonly phase: 'loading' | 'ready' | 'failed' | 'erased';
  readonly businessName: string;
  readonly isDemo: boolean;
  readonly greeting: string;
  readonly away: string;
  /** Consent text the customer must agree to first; empty: none. */
  readonly consent: string;
  /** Who answers: empty until an agent's certificate was verified. */
  readonly agent: string;
  readonly isVerified: boolean;
  readonly teamOnline: boolean;
  readonly connection: ConnectionState;
  readonly route: ActiveRoute;
  readonly unread: number;
  readonly context: PageContext | undefined;
  readonly sharesContext: boolean;
  /** Whether the team was told this very context already. */
  readonly isContextTold: boolean;
  readonly safety: SafetyNumbers | undefined;
  readonly trouble: Trouble | undefined;
}

/** What the customer's view may ask for. */
export type VisitorRequest =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'draft'; readonly text: string }
  /** Everything shown was seen: the thread is open and visible. */
  | { readonly type: 'seen' }
  | { readonly type: 'earlier' }
  | { readonly type: 'share-context'; readonly on: boolean }
  | { readonly type: 'agree' }
  | { readonly type: 'retry' }
  /** Ends the conversation and erases it here, at the node and at the desk. */
  | { readonly type: 'erase' }
  /** Saves a copy of the conversation as a text file. */
  | { readonly type: 'save-copy' }
  | { readonly type: 'close' };

/** One line of the desk's list. */
export interface ConversationRow {
  readonly id: ConversationId;
  readonly visitor: PeerId | '';
  /** The visitor's own name where given, else empty: the view finds words for the visitor's id. */
  readonly name: string;
  readonly pageTitle: string;
  readonly section: 'waiting' | 'yours' | 'colleagues';
  /** Name of the colleague who answers. */
  readonly colleague: string;
  readonly lastText: string;
  readonly lastIsOwn: boolean;
  readonly lastAt: number;
  /** Since when somebody waits for an answer, in ms since the epoch; 0: nobody waits. */
  readonly waitingSince: number;
  readonly unread: number;
  readonly visitorOnline: boolean;
}

/** The conversation that is open on the desk. */
export interface DeskThread extends ThreadState {
  readonly id: ConversationId;
  readonly visitor: PeerId | '';
  readonly name: string;
  readonly section: ConversationRow['section'];
  readonly colleague: string;
  readonly context: PageContext | undefined;
  readonly note: string;
  readonly safety: SafetyNumbers;
  readonly visitorOnline: boolean;
  readonly route: ActiveRoute;
}

/** The desk before and after it is unlocked. */
export type DeskState =
  | { readonly phase: 'loading' }
  /** No device here yet: set up a new business (with the one-time link) or restore one with the recovery code. */
  | {
      readonly phase: 'welcome';
      readonly mode: 'set-up' | 'restore' | 'no-link';
      /** Restore: the code came with the link, so that nobody types it. */
      readonly hasCode: boolean;
      readonly isBusy: boolean;
      readonly error: ErrorCode | undefined;
    }
  /** Right after set-up: the recovery code, shown once, as twelve words. */
  | {
      readonly phase: 'recovery';
      readonly words: readonly string[];
      readonly businessName: string;
      readonly business: string;
    }
  | {
      readonly phase: 'locked';
      readonly businessName: string;
      readonly memberName: string;
      readonly isBusy: boolean;
      readonly error: ErrorCode | undefined;
    }
  | DeskOpenState
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The unlocked desk. */
export interface DeskOpenState {
  readonly phase: 'open';
  readonly businessName: string;
  readonly business: string;
  readonly isDemo: boolean;
  readonly memberName: string;
  readonly isAvailable: boolean;
  readonly hasSound: boolean;
  readonly notifications: 'unsupported' | 'off' | 'on' | 'denied';
  readonly connection: ConnectionState;
  /** Ordered as shown: waiting (longest first), yours and colleagues' (latest first). */
  readonly rows: readonly ConversationRow[];
  readonly search: string;
  readonly thread: DeskThread | undefined;
  readonly unread: number;
  /** Days until the card ends where that is near, else 0. */
  readonly cardEndsInDays: number;
  readonly tag: string;
  readonly trouble: Trouble | undefined;
}

/** What the desk's views may ask for. */
export type DeskRequest =
  | {
      readonly type: 'set-up';
      readonly businessName: string;
      readonly memberName: string;
      readonly passphrase: string;
    }
  | {
      readonly type: 'restore';
      readonly code: string;
      readonly memberName: string;
      readonly passphrase: string;
    }
  | { readonly type: 'recovery-kept' }
  | { readonly type: 'unlock'; readonly passphrase: string }
  /** Locks the desk; with `erase`, also removes the device's keys and history from this browser. */
  | { readonly type: 'sign-out'; readonly erase: boolean }
  | { readonly type: 'select'; readonly conversation: ConversationId | undefined }
  /** Takes a waiting conversation, or a colleague's, without writing yet; sending takes it too. */
  | { readonly type: 'take' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'draft'; readonly text: string }
  | { readonly type: 'seen' }
  | { readonly type: 'earlier' }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end' }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'available'; readonly on: boolean }
  | { readonly type: 'sound'; readonly on: boolean }
  | { readonly type: 'notifications' }
  | { readonly type: 'retry' };

/** A source of snapshots that takes requests: what a view is given. */
export interface Model<State, Request> {
  readonly state: State;
  /** Calls `listener` after each change; answers the function that stops it. */
  subscribe(listener: () => void): () => void;
  request(request: Request): void;
}

export type VisitorModel = Model<VisitorState, VisitorRequest>;
export type DeskModel = Model<DeskState, DeskRequest>;
