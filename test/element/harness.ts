/** Drives `<secure-chat>` as a person and a page would. */
import { fixture, fixtureCleanup, html, oneEvent } from '@open-wc/testing';
import '../../src/element/secure-chat-element-define.js';
import type { SecureChatElement } from '../../src/element/secure-chat-element.js';
import { log } from '../support/app-double.js';

export const business = 'sc1-abcdefghijklmnopqrstuvwxyz234567';

/** Before each test: nobody has acted, nothing was asked. */
export async function reset(): Promise<void> {
  fixtureCleanup();
  await settled();
  localStorage.clear();
  log.length = 0;
}

/** A tag as pasted, with a valid business. */
export function pasted(): Promise<SecureChatElement> {
  return fixture(html`<secure-chat business=${business}></secure-chat>`);
}

/** A tag whose panel was opened. */
export async function opened(): Promise<SecureChatElement> {
  const element = await pasted();
  const done = oneEvent(element, 'secure-chat-opened');
  launcherOf(element).click();
  await done;
  return element;
}

export function launcherOf(element: SecureChatElement): HTMLButtonElement {
  const launcher = partOf(element, 'launcher');
  if (launcher instanceof HTMLButtonElement) return launcher;
  throw new Error('no launcher');
}

export function partOf(element: SecureChatElement, part: string): HTMLElement | null {
  return element.shadowRoot?.querySelector<HTMLElement>(`[part~=${part}]`) ?? null;
}

/** The names of what the shell asked the app for. */
export function asked(): string[] {
  return log.map(entry => entry.name);
}

/** The shell gathers changes for a microtask; the app, once loaded, follows in the next ones. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
