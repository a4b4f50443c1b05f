import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fromBase64url } from '../../src/wire/base64url.js';
import { Browser, isOpen, openDesk, passphrase, texts } from '../support/people.js';
import { until } from '../support/until.js';
import { deskStorePath } from './desk-store.js';
import type { DeskStore } from './desk-store.js';

describe('a desk’s store of version 1', () => {
  it('opens with its passphrase, and shows the conversation as it was', async () => {
    const { business, madeAt, rows } = JSON.parse(readFileSync(deskStorePath, 'utf8')) as DeskStore;
    const browser = new Browser();
    for (const [key, value] of rows) browser.rows.rows.set(key, fromBase64url(value) ?? new Uint8Array());
    const ctx = { crypto: globalThis.crypto, now: () => madeAt };
    // Nobody serves there: what the store holds is seen without a node.
    const desk = await openDesk({ node: 'http://127.0.0.1:9', business, browser, world: { ctx } });
    desk.request({ type: 'unlock', passphrase });
    const open = await until(desk, 'its rows', state => isOpen(state) && state.rows.length === 1);
    assert.ok(isOpen(open));
    assert.equal(open.businessName, 'Juniper');
    assert.equal(open.rows[0]?.section, 'yours');
    desk.request({ type: 'select', conversation: open.rows[0].id });
    const shown = await until(
      desk,
      'the thread',
      state => isOpen(state) && state.thread?.isLoading === false,
    );
    assert.ok(isOpen(shown) && shown.thread);
    assert.deepEqual(texts(shown.thread), ['> question', 'own> answer', '> thanks']);
    desk.suspend();
  });
});
