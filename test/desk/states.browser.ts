import { expect } from '@open-wc/testing';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { deskOver, reach } from '../support/gallery/over.js';
import { deskIn } from './harness.js';

const looks = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'right to left': { theme: 'light', lang: 'ar', dir: 'rtl' },
} as const;

describe('<secure-chat-desk>', () => {
  for (const [name, state] of Object.entries(deskStates))
    for (const [look, settings] of Object.entries(looks))
      it(`is accessible when ${name}, ${look}`, async () => {
        const { desk } = await deskIn(state, settings);
        await expect(desk).to.be.accessible();
      });

  for (const [name, over] of Object.entries(deskOver))
    for (const [look, settings] of Object.entries(looks))
      it(`is accessible with ${name} open, ${look}`, async () => {
        const { desk } = await deskIn(
          new Map(Object.entries(deskStates)).get(over.state) ?? deskStates.talk,
          settings,
        );
        await reach(desk, over);
        await expect(desk).to.be.accessible();
      });
});
