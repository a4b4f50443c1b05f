/** Registers `<secure-chat>`. Harmless on a server, and when the same script runs twice. */
import { SecureChatElement } from './secure-chat-element.js';

const registry = (globalThis as Partial<typeof globalThis>).customElements;
if (registry && !registry.get('secure-chat')) registry.define('secure-chat', SecureChatElement);

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat': SecureChatElement;
  }
}
