import { SecureChatEvent } from './secure-chat-event.js';

/** The panel is closed. */
export class SecureChatClosedEvent extends SecureChatEvent {
  constructor() {
    super('closed');
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-closed': SecureChatClosedEvent;
  }
}
