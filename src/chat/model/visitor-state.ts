/** What the customer's views draw and ask for. Types only. */
import type { Model } from './model.js';
import type {
  ActiveRoute,
  ConnectionState,
  PageContext,
  SafetyNumbers,
  ThreadState,
  CurrentError,
} from './thread-state.js';

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
  readonly isContextShared: boolean;
  readonly safety: SafetyNumbers | undefined;
  readonly error: CurrentError | undefined;
}

/** What the customer's view may ask for. */
export type VisitorRequest =
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'draft'; readonly text: string; readonly returned?: readonly string[] }
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

export type VisitorModel = Model<VisitorState, VisitorRequest>;
