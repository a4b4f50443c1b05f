/** The page of the gallery: draws one state, named in the address, of the panel or the desk. */
import type { DeskRequest, DeskState } from '../../../src/chat/model/desk-state.js';
import type { VisitorRequest, VisitorState } from '../../../src/chat/model/visitor-state.js';
import '../../../src/desk/desk-define.js';
import '../../../src/visitor/visitor-define.js';
import { PanelElement } from '../../../src/visitor/panel-element.js';
import { defaultPanelSettings } from '../panel-settings.js';
import { deskStates } from './desk-fixtures.js';
import { FixtureModel } from './fixture-model.js';
import { deskOver, panelOver, reach } from './over.js';
import { text, visitorFailures, visitorStates, visitorTroubles } from './visitor-fixtures.js';

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
// Not awaited here: what is loaded later imports from this module, and would wait for its end.
void reach(view, (isDesk ? deskOver : panelOver)[wish['over'] ?? ''], arrive).then(async () => {
  await document.fonts.ready;
  document.documentElement.dataset['drawn'] = 'yes';
});

/** Two messages come while the person reads further up. */
function arrive(): void {
  const model = view instanceof PanelElement ? view.model : undefined;
  if (!(model instanceof FixtureModel)) return;
  const { items } = visitorStates.many;
  const come = ['It arrived today.', 'Shall I hold it for you?'].map((words, index) =>
    text(`new-${index}`, words, 0, { author: 'Amina' }),
  );
  model.publish({ items: [...items, ...come] });
}

function desk(): HTMLElement {
  const element = document.createElement('secure-chat-desk');
  const state: DeskState | undefined = { ...deskStates }[name];
  if (state) element.model = new FixtureModel<DeskState, DeskRequest>(state);
  element.settings = settings;
  return element;
}

function panel(): HTMLElement {
  const element = document.createElement('secure-chat-panel');
  const state: VisitorState | undefined = { ...visitorTroubles, ...visitorFailures, ...visitorStates }[name];
  if (state) element.model = new FixtureModel<VisitorState, VisitorRequest>(state);
  element.settings = settings;
  return element;
}
