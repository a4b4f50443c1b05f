import { SecureChatEvent } from './secure-chat-event.js';

/** The panel is about to open; `preventDefault()` keeps it closed. */
export class SecureChatOpenEvent extends SecureChatEvent {
  constructor() {
    super('open', true);
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-open': SecureChatOpenEvent;
  }
}
