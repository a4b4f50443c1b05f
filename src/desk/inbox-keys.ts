import { html, type TemplateResult } from 'lit';
import type { DeskWords } from './words/en.js';

/** What a key of the desk does. */
export type InboxKey = keyof DeskWords['keyNames'];

const keys: readonly (readonly [shown: string, InboxKey])[] = [
  ['n', 'next'],
  ['j  k  ↓  ↑', 'move'],
  ['Enter', 'open'],
  ['r', 'reply'],
  ['t', 'take'],
  ['i', 'info'],
  ['Esc', 'back'],
  ['/', 'search'],
  ['a', 'available'],
  ['s', 'sound'],
  ['?', 'keys'],
];

const single: Readonly<Record<string, InboxKey>> = {
  '/': 'search',
  '?': 'keys',
  n: 'next',
  r: 'reply',
  t: 'take',
  i: 'info',
  a: 'available',
  s: 'sound',
};

/** The key that was meant, unless somebody is writing or means the browser. */
export function keyOf(event: KeyboardEvent): InboxKey | undefined {
  const [target] = event.composedPath();
  const isWriting = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (isWriting || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return single[event.key];
}

/** The list that `?` shows. */
export function keyList(team: DeskWords): TemplateResult {
  return html`<dl class="key-list">
    ${keys.map(
      ([shown, name]) =>
        html`<dt>${shown.split(/\s+/).map(key => html`<kbd>${key}</kbd> `)}</dt>
          <dd>${team.keyNames[name]}</dd>`,
    )}
  </dl>`;
}
