import { SecureChatEvent } from './secure-chat-event.js';

/** The certificate of whoever answers was verified. */
export class SecureChatVerifiedEvent extends SecureChatEvent {
  /** Name in the certificate. */
  readonly agent: string;

  constructor(agent: string) {
    super('verified');
    this.agent = agent;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-verified': SecureChatVerifiedEvent;
  }
}
