/** What views draw of a conversation, on either side. Types only. */
import type { ErrorCode } from '../../errors.js';

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
export interface CurrentError {
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

/** A text that could not be kept and goes back into its field. */
export interface ReturnedText {
  readonly id: string;
  readonly text: string;
}

/** What a composer's field shows when it is new, and what comes back to it. While one types, the field is the truth. */
export interface DraftState {
  /** Whose words these are: a field that comes to stand for another place begins anew. */
  readonly place: string;
  readonly text: string;
  /** Rises when the model itself changed the text: it was read from the store, or was sent by another tab. */
  readonly revision: number;
  /** Oldest first. They go in front of what was typed meanwhile. */
  readonly returned: readonly ReturnedText[];
}

/** Everything a thread view needs; the visitor's and the desk's are alike. */
export interface ThreadState {
  readonly items: readonly ThreadItem[];
  readonly hasEarlier: boolean;
  readonly draft: DraftState;
  /** Name of whoever types on the other side, at the desk the visitor's id; or empty. */
  readonly typing: string;
}
