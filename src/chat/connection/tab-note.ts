import { isCode, isObject, isOneOf, isText } from '../../wire/guards.js';
import type { JsonObject } from '../../wire/guards.js';
import type { CurrentError } from '../model/thread-state.js';
import type { VisitorState } from '../model/visitor-state.js';

/** What a follower tab is told of the leader's connection. */
export type Shared = Pick<VisitorState, 'connection' | 'route' | 'teamOnline' | 'typing' | 'error'>;

/** What tabs tell each other: never keys, ids or what was written. */
export type TabNote =
  /** The store changed: draw it. */
  | { readonly type: 'changed' }
  /** Nothing is kept any more: the customer erased it. */
  | { readonly type: 'erased' }
  /** Something waits for the leader; `seen`: receipts are owed for everything shown. */
  | { readonly type: 'intent'; readonly state?: 'seen' }
  | { readonly type: 'state'; readonly state: Shared };

/** Names are at most so long in certificates, codes and addresses shorter. */
const maxText = 300;

/**
 * Reads a note of another tab; `undefined` for anything odd. That tab may run another build, and any script of the page
 * may post on the channel: only the fields that a note has get through, so none of a view's other state is overwritten.
 */
export function readTabNote(value: unknown): TabNote | undefined {
  if (!isObject(value)) return undefined;
  const { type, state } = value;
  if (type === 'changed' || type === 'erased') return { type };
  if (type === 'intent') return state === 'seen' ? { type, state } : { type };
  const shared = type === 'state' && isObject(state) ? readShared(state) : undefined;
  return shared && { type: 'state', state: shared };
}

function readShared({ connection, route, teamOnline, typing, error }: JsonObject): Shared | undefined {
  return isOneOf(connection, ['waiting', 'connecting', 'online', 'offline']) &&
    isOneOf(route, ['none', 'relay', 'direct']) &&
    typeof teamOnline === 'boolean' &&
    isText(typing, maxText) &&
    (error === undefined || isCurrentError(error))
    ? { connection, route, teamOnline, typing, error }
    : undefined;
}

function isCurrentError(value: unknown): value is CurrentError {
  if (!isObject(value)) return false;
  const { code, canRetry, href } = value;
  return isCode(code) && typeof canRetry === 'boolean' && isAddress(href);
}

/** The strip makes a link of it: at a click, `javascript:` would run a stranger's code. */
function isAddress(value: unknown): value is string | undefined {
  return value === undefined || (isText(value, maxText) && /^https?:/.test(value));
}
