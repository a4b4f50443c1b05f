/** What the desk's views draw and ask for. Types only. */
import type { ErrorCode } from '../../errors.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import type { Model } from './model.js';
import type {
  ActiveRoute,
  ConnectionState,
  PageContext,
  SafetyNumbers,
  ThreadState,
  CurrentError,
} from './thread-state.js';

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
  /** Shown in the task that selected it, while its lines are still read. */
  readonly isLoading: boolean;
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
  | UnlockedDeskState
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The unlocked desk. */
export interface UnlockedDeskState {
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
  readonly error: CurrentError | undefined;
}

/**
 * What is asked of one conversation. It names the conversation that was in view: between a click in the list and the next
 * drawing another is selected already, and words must not go to the wrong customer.
 */
export type ThreadRequest =
  /** Claims a waiting conversation, or a colleague's, without writing yet; sending claims it too. */
  | { readonly type: 'claim' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'draft'; readonly text: string; readonly returned?: readonly string[] }
  | { readonly type: 'seen' }
  | { readonly type: 'earlier' }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end' };

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
  | (ThreadRequest & { readonly conversation: ConversationId })
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'available'; readonly on: boolean }
  | { readonly type: 'sound'; readonly on: boolean }
  | { readonly type: 'notifications' }
  | { readonly type: 'retry' };

export type DeskModel = Model<DeskState, DeskRequest>;
