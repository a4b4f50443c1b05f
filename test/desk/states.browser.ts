import { expect } from '@open-wc/testing';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { deskIn } from './harness.js';

describe('<secure-chat-desk>', () => {
  for (const [name, state] of Object.entries(deskStates))
    for (const theme of ['light', 'dark'] as const)
      it(`is accessible when ${name}, ${theme}`, async () => {
        const { desk } = await deskIn(state, { theme });
        await expect(desk).to.be.accessible();
      });

  it('is accessible from right to left', async () => {
    const { desk } = await deskIn(deskStates.talk, { lang: 'ar', dir: 'rtl' });
    await expect(desk).to.be.accessible();
  });
});
