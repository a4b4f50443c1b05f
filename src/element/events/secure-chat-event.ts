/** What all events of the element have in common: they leave the shadow root and bubble. */
export abstract class SecureChatEvent extends Event {
  constructor(noun: string, cancelable = false) {
    super('secure-chat-' + noun, { bubbles: true, composed: true, cancelable });
  }
}
