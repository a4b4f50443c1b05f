import { SecureChatEvent } from './secure-chat-event.js';

/** The number of unread messages changed. */
export class SecureChatUnreadEvent extends SecureChatEvent {
  readonly unread: number;

  constructor(unread: number) {
    super('unread');
    this.unread = unread;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-unread': SecureChatUnreadEvent;
  }
}
