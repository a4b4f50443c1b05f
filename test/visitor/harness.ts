/** Drives `<secure-chat-panel>` as a customer would. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { VisitorRequest, VisitorState } from '../../src/chat/model/visitor-state.js';
import type { PanelElement } from '../../src/visitor/panel-element.js';
import type { PanelSettings } from '../../src/visitor/panel-settings.js';
import { defaultPanelSettings } from '../support/panel-settings.js';
import '../../src/visitor/visitor-define.js';
import { deep, deepAll } from '../support/deep.js';
import { FixtureModel } from '../support/gallery/fixture-model.js';
import { visitorStates } from '../support/gallery/visitor-fixtures.js';

/** A panel that draws `model`. */
export interface PanelFixture {
  readonly panel: PanelElement;
  readonly model: FixtureModel<VisitorState, VisitorRequest>;
}

/** Draws a panel with the state of a conversation, changed where the test says so. */
export async function panelIn(
  state: Partial<VisitorState> = {},
  settings: Partial<PanelSettings> = {},
): Promise<PanelFixture> {
  const model = new FixtureModel<VisitorState, VisitorRequest>({ ...visitorStates.empty, ...state });
  const panel = await fixture<PanelElement>(
    html`<secure-chat-panel
      .model=${model}
      .settings=${{ ...defaultPanelSettings, ...settings }}
    ></secure-chat-panel>`,
  );
  await waitUntil(() => panel.shadowRoot?.querySelector('section'), 'the panel draws');
  await drawn(panel);
  await Promise.all(panel.getAnimations().map(animation => animation.finished));
  return { panel, model };
}

/** Publishes a change and waits until it is drawn. */
export async function publish({ panel, model }: PanelFixture, change: Partial<VisitorState>): Promise<void> {
  model.publish(change);
  await drawn(panel);
}

/** Waits until the panel and all elements in it have drawn. */
export async function drawn(panel: PanelElement): Promise<void> {
  await panel.updateComplete;
  for (const element of deepAll(
    panel,
    'secure-chat-thread, secure-chat-composer, secure-chat-menu, secure-chat-dialog',
  ))
    if ('updateComplete' in element) await element.updateComplete;
}

/** The field one writes in. */
export function field(panel: PanelElement): HTMLTextAreaElement {
  const found = deep(panel, 'textarea');
  if (found instanceof HTMLTextAreaElement) return found;
  throw new Error('no field');
}

/** Opens the menu and waits for its first line. */
export async function openMenu(panel: PanelElement): Promise<void> {
  deep(panel, '[part~=menu-button]').click();
  await waitUntil(() => deepAll(panel, '[role=menuitem]').length > 0, 'the menu opens');
  await drawn(panel);
}
