import { SecureChatEvent } from './secure-chat-event.js';

/** The customer rated the conversation. */
export class SecureChatRatingEvent extends SecureChatEvent {
  /** From 1 to 5. */
  readonly rating: number;

  constructor(rating: number) {
    super('rating');
    this.rating = rating;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-rating': SecureChatRatingEvent;
  }
}
