import { SecureChatEvent } from './secure-chat-event.js';

/** Somebody of the team came or the last one left. */
export class SecureChatAvailabilityEvent extends SecureChatEvent {
  readonly isOnline: boolean;

  constructor(isOnline: boolean) {
    super('availability');
    this.isOnline = isOnline;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-availability': SecureChatAvailabilityEvent;
  }
}
