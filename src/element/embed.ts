/** The classic script for pages that take scripts only: adds the element and plays back `window.secureChat`. */
import { attributeNames } from './attributes.js';
import './secure-chat-element-define.js';
import type { SecureChatElement } from './secure-chat-element.js';

/** A method's name with its arguments, or a function that is given the element. */
type QueueEntry = readonly [name: string, ...args: unknown[]] | ((element: SecureChatElement) => void);

declare global {
  interface Window {
    /** Calls made before the script has loaded; later ones run at once. */
    secureChat?: QueueEntry[] | { push(entry: QueueEntry): void };
  }
}

const script = document.currentScript;
const queue = (window.secureChat ??= []);

if (Array.isArray(queue)) {
  const element = document.createElement('secure-chat');
  // Only what the table names: `data-style` or `data-onclick` must not become an attribute that acts.
  for (const name of attributeNames) {
    const value = script?.getAttribute('data-' + name);
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  const push = (entry: QueueEntry): void => {
    if (typeof entry === 'function') entry(element);
    else
      void (Reflect.get(element, entry[0]) as (...args: unknown[]) => unknown).apply(element, entry.slice(1));
  };
  window.secureChat = { push };
  queue.forEach(push);
  const start = (): void => {
    document.body.append(element);
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
