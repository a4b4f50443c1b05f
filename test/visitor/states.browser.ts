import { expect } from '@open-wc/testing';
import { panelOver, reach } from '../support/gallery/over.js';
import {
  text,
  visitorFailures,
  visitorStates,
  visitorTroubles,
} from '../support/gallery/visitor-fixtures.js';
import { panelIn } from './harness.js';

const looks = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'right to left': { theme: 'light', lang: 'ar', dir: 'rtl' },
} as const;

describe('<secure-chat-panel>', () => {
  for (const [name, state] of Object.entries(visitorStates))
    for (const [look, settings] of Object.entries(looks))
      it(`is accessible when ${name}, ${look}`, async () => {
        const { panel } = await panelIn(state, settings);
        await expect(panel).to.be.accessible();
      });

  for (const [name, over] of Object.entries(panelOver))
    for (const [look, settings] of Object.entries(looks))
      it(`is accessible with ${name} open, ${look}`, async () => {
        const { panel, model } = await panelIn({ ...visitorStates }[over.state], settings);
        await reach(panel, over, () => {
          model.publish({
            items: [...model.state.items, text('new', 'It arrived today.', 0, { author: 'Amina' })],
          });
        });
        await expect(panel).to.be.accessible();
      });

  for (const [code, state] of Object.entries({ ...visitorTroubles, ...visitorFailures }))
    it(`is accessible when it has to tell ${code}`, async () => {
      const { panel } = await panelIn(state);
      await reach(panel, undefined);
      await expect(panel).to.be.accessible();
    });
});
