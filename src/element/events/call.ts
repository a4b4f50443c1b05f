import { SecureChatEvent } from './secure-chat-event.js';

/** A call rings, is taken or ends. */
export class SecureChatCallEvent extends SecureChatEvent {
  readonly phase: 'ringing' | 'connected' | 'ended';
  readonly video: boolean;

  constructor(detail: Pick<SecureChatCallEvent, 'phase' | 'video'>) {
    super('call');
    this.phase = detail.phase;
    this.video = detail.video;
  }
}

declare global {
  interface HTMLElementEventMap {
    'secure-chat-call': SecureChatCallEvent;
  }
}
