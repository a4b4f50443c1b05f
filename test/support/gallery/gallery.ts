/** The page of the gallery: draws one state, named in the address, of the panel or the desk. */
import type { DeskRequest, DeskState, VisitorRequest, VisitorState } from '../../../src/chat/state.js';
import '../../../src/desk/desk-define.js';
import '../../../src/visitor/visitor-define.js';
import { defaultPanelSettings } from '../../../src/visitor/panel-settings.js';
import { deskStates } from './desk-fixtures.js';
import { FixtureModel } from './fixture-model.js';
import { visitorStates } from './visitor-fixtures.js';

const wish = Object.fromEntries(new URL(location.href).searchParams);
const settings = {
  ...defaultPanelSettings,
  lang: wish['lang'] ?? 'en',
  dir: wish['dir'] === 'rtl' ? 'rtl' : 'ltr',
  theme: wish['theme'] === 'dark' ? 'dark' : 'light',
} as const;
document.documentElement.dir = settings.dir;
document.documentElement.lang = settings.lang;
const name = wish['state'] ?? '';
if (wish['view'] === 'desk') {
  const desk = document.createElement('secure-chat-desk');
  const state: DeskState | undefined = { ...deskStates }[name];
  if (state) desk.model = new FixtureModel<DeskState, DeskRequest>(state);
  desk.settings = settings;
  document.body.append(desk);
} else {
  const panel = document.createElement('secure-chat-panel');
  const state: VisitorState | undefined = { ...visitorStates }[name];
  if (state) panel.model = new FixtureModel<VisitorState, VisitorRequest>(state);
  panel.settings = settings;
  document.body.append(panel);
}
