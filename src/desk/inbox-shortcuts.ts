import { html, type TemplateResult } from 'lit';
import { isComposing } from '../ui/is-composing.js';
import type { DeskWords } from '../words/en/desk.js';

/** What a key of the desk does. */
export type InboxKey = keyof DeskWords['keyNames'];

const keys: readonly (readonly [shown: string, InboxKey])[] = [
  ['n', 'next'],
  ['j  k  ↓  ↑', 'move'],
  ['Enter', 'open'],
  ['r', 'reply'],
  ['t', 'take'],
  ['e', 'end'],
  ['i', 'info'],
  ['Esc', 'back'],
  ['/', 'search'],
  ['a', 'available'],
  ['s', 'sound'],
  ['l', 'lock'],
  ['m', 'account'],
  ['?', 'keys'],
];

const single: Readonly<Record<string, InboxKey>> = Object.fromEntries(
  keys.flatMap(([shown, name]) => shown.split(/\s+/).map(key => [key, name])),
);

/** Whether the key goes into a field. */
function isWriting(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The key that was meant, unless somebody is writing or means the browser. */
export function keyOf(event: KeyboardEvent): InboxKey | undefined {
  if (event.defaultPrevented || isComposing(event)) return undefined;
  if (event.key === 'Escape') return 'back';
  if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
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
