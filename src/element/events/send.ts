import { SecureChatEvent } from './secure-chat-event.js';

/** A text is about to be sent; `preventDefault()` keeps it in the composer. */
export class SecureChatSendEvent extends SecureChatEvent {
  /** The words; empty unless the tag says `expose-text`. */
  readonly text: string;

  constructor(text: string) {
    super('send', true);
    this.text = text;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-send': SecureChatSendEvent;
  }
}
