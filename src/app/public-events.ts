import type { ThreadItem, ThreadState } from '../chat/model/thread-state.js';
import type { VisitorState } from '../chat/model/visitor-state.js';
import { SecureChatAvailabilityEvent } from '../element/events/availability.js';
import { SecureChatErrorEvent } from '../element/events/error.js';
import { SecureChatMessageEvent } from '../element/events/message.js';
import { SecureChatStateEvent } from '../element/events/state.js';
import { SecureChatUnreadEvent } from '../element/events/unread.js';
import { SecureChatVerifiedEvent } from '../element/events/verified.js';
import type { HostHandle } from '../element/host/host-contract.js';

/** What of the tag it takes to tell its page. */
type PublicHost = Pick<HostHandle, 'emit' | 'setReadOnly'> & {
  readonly settings: Pick<HostHandle['settings'], 'exposeText'>;
};

/** Tells the page what changed between two states: never a word of the conversation unless the tag says `expose-text`. */
export class PublicEvents {
  readonly #host: PublicHost;
  #last: VisitorState | undefined;

  constructor(host: PublicHost) {
    this.#host = host;
  }

  tell(state: VisitorState): void {
    const last = this.#last;
    this.#last = state;
    const { connection, route, unread, agent, error, phase } = state;
    this.#host.setReadOnly({
      state: connection,
      unread,
      activeRoute: route,
      safetyNumber: state.safety?.visitor.join(' ') ?? '',
      agent,
    });
    if (phase === 'ready') this.#tellConversation(state, last);
    if (error && error.code !== last?.error?.code) this.#host.emit(new SecureChatErrorEvent(error.code));
  }

  #tellConversation(state: VisitorState, last: VisitorState | undefined): void {
    const { connection, route, unread, agent, teamOnline, items } = state;
    // What was there when the page opened is no news.
    for (const item of last?.phase === 'ready' ? newer(items, last) : []) {
      if (item.kind !== 'text') continue;
      const text = this.#host.settings.exposeText ? item.text : '';
      this.#host.emit(new SecureChatMessageEvent({ id: item.id, own: item.own, text }));
    }
    if (connection !== last?.connection || route !== last.route) {
      this.#host.emit(new SecureChatStateEvent({ state: connection, activeRoute: route }));
    }
    if (unread !== (last?.unread ?? 0)) this.#host.emit(new SecureChatUnreadEvent(unread));
    if (teamOnline !== (last?.teamOnline ?? false))
      this.#host.emit(new SecureChatAvailabilityEvent(teamOnline));
    if (agent !== '' && agent !== last?.agent) this.#host.emit(new SecureChatVerifiedEvent(agent));
  }
}

/** The items that came since `last`: not what stood there, nor what was loaded in front of it. */
function newer(items: readonly ThreadItem[], last: ThreadState): readonly ThreadItem[] {
  const known = new Set(last.items.map(({ id }) => id));
  const first = last.hasEarlier ? items.findIndex(({ id }) => known.has(id)) : 0;
  return items.slice(Math.max(first, 0)).filter(({ id }) => !known.has(id));
}
