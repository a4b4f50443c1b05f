import type { DeskStore } from '../golden/desk-store.js';
import { deskEnd } from './desk-end.js';
import { deskInbox, inIndexedDb, visitorPanel } from './elements.js';
import { sequences } from './sequences.js';
import { visitorEnd } from './visitor-end.js';

describe('whoever types into the elements, however fast, on whatever disk: what was entered is what was sent', () => {
  it('is a customer at her panel', async function () {
    this.timeout(60_000);
    await sequences(100, () => visitorEnd(inIndexedDb(visitorPanel)));
  });

  it('is an agent at the inbox, who turns from one to the other', async function () {
    this.timeout(60_000);
    const golden = (await (await fetch('/test/golden/desk-store.json')).json()) as DeskStore;
    await sequences(100, () => deskEnd(inIndexedDb(deskInbox), golden));
  });
});
