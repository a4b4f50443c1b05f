/** Drives `<secure-chat-desk>` as an agent would. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { UnlockedDeskState, DeskRequest, DeskState } from '../../src/chat/model/desk-state.js';
import type { DeskElement, DeskSettings } from '../../src/desk/desk-element.js';
import '../../src/desk/desk-define.js';
import { deepElements } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { FixtureModel } from '../support/gallery/fixture-model.js';

/** A desk that draws `model`. */
export interface DeskFixture {
  readonly desk: DeskElement;
  readonly model: FixtureModel<DeskState, DeskRequest>;
}

/** Draws a desk. */
export async function deskIn(state: DeskState, settings: Partial<DeskSettings> = {}): Promise<DeskFixture> {
  const model = new FixtureModel<DeskState, DeskRequest>(state);
  const desk = await fixture<DeskElement>(
    html`<secure-chat-desk
      .model=${model}
      .settings=${{ lang: 'en', dir: 'ltr', theme: 'light', ...settings } satisfies DeskSettings}
    ></secure-chat-desk>`,
  );
  await waitUntil(() => desk.shadowRoot?.querySelector('.desk'), 'the desk draws');
  await drawn(desk);
  return { desk, model };
}

/** Draws the open desk, changed where the test says so. */
export function openDesk(change: Partial<UnlockedDeskState> = {}): Promise<DeskFixture> {
  return deskIn({ ...deskStates.waiting, ...change });
}

/** Publishes a change and waits until it is drawn. */
export async function publish(
  { desk, model }: DeskFixture,
  change: Partial<UnlockedDeskState>,
): Promise<void> {
  model.publish(change);
  await drawn(desk);
}

/** Waits until the desk and all elements in it have drawn. */
export async function drawn(desk: DeskElement): Promise<void> {
  await desk.updateComplete;
  if (!desk.shadowRoot) return;
  for (const element of deepElements(desk.shadowRoot))
    if ('updateComplete' in element) await element.updateComplete;
}

/** What was asked for, without what a thread says by itself. */
export function asked({ model }: DeskFixture): readonly DeskRequest[] {
  return model.requests.filter(request => request.type !== 'seen');
}
