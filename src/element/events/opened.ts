import { SecureChatEvent } from './secure-chat-event.js';

/** The panel is open. */
export class SecureChatOpenedEvent extends SecureChatEvent {
  constructor() {
    super('opened');
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-opened': SecureChatOpenedEvent;
  }
}
