import { readBusinessName } from '../model/business-name.js';
import type { DraftState, PageContext } from '../model/thread-state.js';
import type { VisitorState } from '../model/visitor-state.js';
import type { VisitorSide } from './visitor-side.js';
import { threadItems } from '../thread/thread-items.js';

/** What a view shows before anything is read. */
export function initialState(known: {
  readonly greeting: string;
  readonly context: PageContext | undefined;
  readonly draft: DraftState;
}): VisitorState {
  return Object.freeze({
    phase: 'loading',
    items: [],
    hasEarlier: false,
    typing: '',
    businessName: '',
    isDemo: false,
    away: '',
    consent: '',
    agent: '',
    isVerified: false,
    teamOnline: false,
    connection: 'waiting',
    route: 'none',
    unread: 0,
    sharesContext: true,
    isContextShared: false,
    safety: undefined,
    error: undefined,
    ...known,
  });
}

/** Everything of a snapshot that the store holds. */
export async function readSnapshot(
  { exchange, log, vault, trust, identity }: VisitorSide,
  { greeting, context }: VisitorState,
  count: number,
): Promise<Partial<VisitorState>> {
  const [conversation, thread, choices, told] = await Promise.all([
    exchange.conversation(),
    threadItems(log, identity.conversation, count, { showOwnContext: false }),
    vault.meta('choices'),
    vault.meta('sharedContext'),
  ]);
  const { name = '', words } = trust.card ?? {};
  return {
    ...thread,
    phase: 'ready',
    ...readBusinessName(name),
    greeting: greeting === '' ? (words?.greeting ?? '') : greeting,
    away: words?.away ?? '',
    consent: choices?.hasAgreed === true ? '' : (words?.consent ?? ''),
    agent: conversation.holder?.name ?? '',
    isVerified: conversation.holder !== undefined,
    unread: conversation.unread.length,
    sharesContext: choices?.sharesContext ?? true,
    isContextShared: told !== undefined && told.context === JSON.stringify(context),
  };
}
