import { SecureChatEvent } from './secure-chat-event.js';

/** A file was sent or has arrived whole. */
export class SecureChatFileEvent extends SecureChatEvent {
  readonly id: string;
  /** Whether this customer sent it. */
  readonly own: boolean;
  /** In bytes. */
  readonly size: number;

  constructor(detail: Pick<SecureChatFileEvent, 'id' | 'own' | 'size'>) {
    super('file');
    this.id = detail.id;
    this.own = detail.own;
    this.size = detail.size;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-file': SecureChatFileEvent;
  }
}
