import type { ActiveRoute, ConnectionState } from '../../chat/model/thread-state.js';
import { SecureChatEvent } from './secure-chat-event.js';

/** The connection or the way that messages take changed. */
export class SecureChatStateEvent extends SecureChatEvent {
  readonly state: ConnectionState;
  readonly activeRoute: ActiveRoute;

  constructor(detail: Pick<SecureChatStateEvent, 'state' | 'activeRoute'>) {
    super('state');
    this.state = detail.state;
    this.activeRoute = detail.activeRoute;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-state': SecureChatStateEvent;
  }
}
