import type { DeskRequest } from '../chat/model/desk-state.js';

/** What stands over the inbox. */
export type InboxOver = 'account' | 'actions' | 'details' | 'keys' | 'tag' | 'lock' | 'remove' | 'end';

/** What parts of the inbox can do. */
export interface InboxActions {
  readonly ask: (request: DeskRequest) => void;
  /** Opens a menu or dialog; the same again, or nothing, closes. */
  readonly show: (over: InboxOver | undefined) => void;
  /** Back from a conversation to the list. */
  readonly leave: () => void;
  readonly answerNext: () => void;
}
