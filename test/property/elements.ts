/** Both views as a browser draws them: the real elements over IndexedDB, met by their DOM events. */
import type { ConversationId } from '../../src/wire/ids.js';
import { deskWords } from '../../src/desk/desk-language.js';
import '../../src/desk/desk-define.js';
import { IndexedDbStore } from '../../src/storage/indexeddb-store.js';
import { findLanguage } from '../../src/ui/language.js';
import { RequestEvent } from '../../src/ui/request-event.js';
import type { DeskRequest } from '../../src/chat/model/desk-state.js';
import '../../src/visitor/visitor-define.js';
import { deepAll, press } from '../support/deep.js';
import { macrotask } from '../support/macrotask.js';
import { defaultPanelSettings } from '../support/panel-settings.js';
import type { ShowDesk } from './desk-end.js';
import type { Ground, TypingField } from './end.js';
import { counted, settle, until } from '../support/pending.js';
import type { ShowVisitor } from './visitor-end.js';

let databases = 0;

/** A database of the browser's own, and what shows its tabs. */
export function inIndexedDb<Show>(show: Show): Ground<Show> {
  const name = `typing ${String(databases++)}`;
  return { openStore: async () => counted(await IndexedDbStore.open(name)), show, task: macrotask };
}

export const visitorPanel: ShowVisitor = async engine => {
  const panel = document.createElement('secure-chat-panel');
  panel.settings = defaultPanelSettings;
  panel.model = engine;
  document.body.append(panel);
  await until(() => fieldIn(panel) !== undefined);
  return {
    get field() {
      return keysOf(panel);
    },
    remove: () => {
      panel.remove();
    },
  };
};

export const deskInbox: ShowDesk = (desk, ask) => {
  const inbox = document.createElement('secure-chat-inbox');
  const language = findLanguage(deskWords, 'en');
  if (!(language instanceof Promise)) inbox.language = language;
  inbox.addEventListener('request', event => {
    if (event instanceof RequestEvent)
      ask((event as Event & Pick<RequestEvent<DeskRequest>, 'request'>).request);
  });
  document.body.append(inbox);
  return {
    get place() {
      const [composer] = deepAll(inbox, 'secure-chat-composer');
      return composer?.localName === 'secure-chat-composer' ? placeOf(composer) : '';
    },
    get field() {
      return keysOf(inbox);
    },
    drawn: () => {
      inbox.desk = desk.state;
    },
    select: (conversation: ConversationId) => {
      const row = deepAll(inbox, '.row').find(({ textContent }) => textContent.includes(conversation));
      if (!row) throw new Error('no such row');
      row.click();
    },
    remove: () => {
      inbox.remove();
    },
    shown: async () => {
      await until(() => fieldIn(inbox) !== undefined);
      await settle();
    },
  };
};

function placeOf(composer: Element): string {
  return 'draft' in composer ? (composer.draft as { readonly place: string }).place : '';
}

function fieldIn(view: Element): HTMLTextAreaElement | undefined {
  const [composer] = deepAll(view, 'secure-chat-composer');
  return composer?.shadowRoot?.querySelector('textarea') ?? undefined;
}

/** Fields in the middle of a composition. */
const composing = new WeakSet<HTMLTextAreaElement>();

/** The keys of whoever sits before a view. */
function keysOf(view: Element): TypingField {
  const field = fieldIn(view);
  if (!field) throw new Error('no field');
  const input = (text: string, inputType: string): void => {
    field.focus();
    field.value += text;
    const options = {
      data: text,
      inputType,
      isComposing: composing.has(field),
      bubbles: true,
      composed: true,
    };
    field.dispatchEvent(new InputEvent('input', options));
  };
  return {
    get isComposing() {
      return composing.has(field);
    },
    get value() {
      return field.value;
    },
    type: text => {
      input(text, composing.has(field) ? 'insertCompositionText' : 'insertText');
    },
    paste: text => {
      input(text, 'insertFromPaste');
    },
    compose: () => {
      const type = composing.delete(field) ? 'compositionend' : 'compositionstart';
      if (type === 'compositionstart') composing.add(field);
      field.dispatchEvent(new CompositionEvent(type, { bubbles: true, composed: true }));
    },
    enter: () => {
      const text = field.value;
      press(field, 'Enter', { isComposing: composing.has(field) });
      return text !== '' && field.value === '' ? text : undefined;
    },
  };
}
