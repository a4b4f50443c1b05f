import { SecureChatEvent } from './secure-chat-event.js';

/** The element stands in the page and takes calls. */
export class SecureChatReadyEvent extends SecureChatEvent {
  constructor() {
    super('ready');
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-ready': SecureChatReadyEvent;
  }
}
