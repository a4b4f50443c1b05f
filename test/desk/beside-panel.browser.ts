import { expect, waitUntil } from '@open-wc/testing';
import { openDesk } from './harness.js';
import { deepAll } from '../support/deep.js';
import { deskStates } from '../support/gallery/desk-fixtures.js';
import { visitorStates } from '../support/gallery/visitor-fixtures.js';
import { drawn, panelIn } from '../visitor/harness.js';

// The desk’s elements are defined first: where both had one name, the panel would get those of the desk.
describe('a page that holds a desk and a customer’s panel', () => {
  it('draws the messages of both, and who is writing', async () => {
    const { desk } = await openDesk({ thread: deskStates.talk.thread });
    const { panel } = await panelIn({ ...visitorStates.talk, typing: 'Amina' });
    await drawn(panel);
    await waitUntil(() => deepAll(panel, '[part=typing]').length === 1, 'somebody is writing');
    const count = (view: Element): number => deepAll(view, '[part~=bubble]').length;
    expect([count(panel) > 1, count(desk) > 1]).to.deep.equal([true, true]);
  });
});
