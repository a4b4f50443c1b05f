import { SecureChatEvent } from './secure-chat-event.js';

/** A message was added to the thread. */
export class SecureChatMessageEvent extends SecureChatEvent {
  readonly id: string;
  /** Whether this customer wrote it. */
  readonly own: boolean;
  /** The words; empty unless the tag says `expose-text`. */
  readonly text: string;

  constructor(detail: Pick<SecureChatMessageEvent, 'id' | 'own' | 'text'>) {
    super('message');
    this.id = detail.id;
    this.own = detail.own;
    this.text = detail.text;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-message': SecureChatMessageEvent;
  }
}
