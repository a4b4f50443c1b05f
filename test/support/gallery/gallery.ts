/** The page of the gallery: draws one state, named in the address, of the panel or the desk. */
import type { DeskRequest, DeskState, VisitorRequest, VisitorState } from '../../../src/chat/state.js';
import '../../../src/desk/desk-define.js';
import '../../../src/visitor/visitor-define.js';
import { defaultPanelSettings } from '../../../src/visitor/panel-settings.js';
import { deepAll } from '../deep.js';
import { deskStates } from './desk-fixtures.js';
import { FixtureModel } from './fixture-model.js';
import { deskOver, panelOver } from './over.js';
import { visitorStates } from './visitor-fixtures.js';

const wish = Object.fromEntries(new URL(location.href).searchParams);
const name = wish['state'] ?? '';
const isArabic = name === 'arabic';
const settings = {
  ...defaultPanelSettings,
  lang: wish['lang'] ?? (isArabic ? 'ar' : 'en'),
  dir: wish['dir'] === 'rtl' || isArabic ? 'rtl' : 'ltr',
  theme: wish['theme'] === 'dark' ? 'dark' : 'light',
} as const;
document.documentElement.dir = settings.dir;
document.documentElement.lang = settings.lang;
document.body.className = settings.theme;
const isDesk = wish['view'] === 'desk';
const view = isDesk ? desk() : panel();
document.body.append(view);
const over = (isDesk ? deskOver : panelOver)[wish['over'] ?? ''];
for (const selector of over?.press ?? []) await press(selector);
await settled();
await document.fonts.ready;
document.documentElement.dataset['drawn'] = 'yes';

function desk(): HTMLElement {
  const element = document.createElement('secure-chat-desk');
  const state: DeskState | undefined = { ...deskStates }[name];
  if (state) element.model = new FixtureModel<DeskState, DeskRequest>(state);
  element.settings = settings;
  return element;
}

function panel(): HTMLElement {
  const element = document.createElement('secure-chat-panel');
  const state: VisitorState | undefined = { ...visitorStates }[name];
  if (state) element.model = new FixtureModel<VisitorState, VisitorRequest>(state);
  element.settings = settings;
  return element;
}

/** Presses what is there; what this width does not offer is left out. */
async function press(selector: string): Promise<void> {
  await settled();
  const found = deepAll(document.body, selector).find(element => element.checkVisibility());
  found?.focus();
  found?.click();
}

/** Words and dialogs are loaded: the view is at rest once some frames bring nothing new. */
async function settled(): Promise<void> {
  let before = -1;
  for (let quiet = 0; quiet < 4;) {
    await new Promise(settle => {
      requestAnimationFrame(settle);
    });
    const count = deepAll(document.body, '*').length;
    quiet = count === before && view.shadowRoot?.childElementCount ? quiet + 1 : 0;
    before = count;
  }
}
