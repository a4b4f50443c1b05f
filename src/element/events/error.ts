import type { ErrorCode } from '../../errors.js';
import { SecureChatEvent } from './secure-chat-event.js';

/** Something is wrong; the page switches on the code. */
export class SecureChatErrorEvent extends SecureChatEvent {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super('error');
    this.code = code;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-error': SecureChatErrorEvent;
  }
}
