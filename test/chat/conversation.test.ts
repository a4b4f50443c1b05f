import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';
import { inThread, isOpen, setUp, texts, visit } from '../support/people.js';
import { until } from '../support/until.js';

describe('a conversation over the relay', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;

  before(async () => {
    server = await testNode();
    ({ desk, business } = await setUp(server.node.origin, server.token));
  });

  after(async () => {
    desk.suspend();
    await server.close();
  });

  it('carries the first words, the answer and the receipts', async () => {
    const context = {
      title: 'Oak shelf',
      page: 'https://shop.example/oak',
      facts: [{ name: 'Price', value: '189' }],
    };
    const vera = await visit({ node: server.node.origin, business, context });
    await vera.send('Does it come in 120 cm?');
    await until(vera, 'sent', ({ items }) =>
      items.some(item => item.kind === 'text' && item.delivery === 'sent'),
    );

    const waiting = await until(desk, 'a waiting row', state => isOpen(state) && state.rows.length === 1);
    assert.ok(isOpen(waiting));
    const [row] = waiting.rows;
    assert.equal(row?.section, 'waiting');
    assert.equal(row.pageTitle, 'Oak shelf');
    assert.equal(row.lastText, 'Does it come in 120 cm?');

    desk.request({ type: 'select', conversation: row.id });
    await until(desk, 'the thread', state => isOpen(state) && state.thread !== undefined);
    inThread(desk, { type: 'send', text: 'It does.' });
    const answered = await until(vera, 'an answer', state => texts(state).length === 2);
    assert.deepEqual(texts(answered), ['own> Does it come in 120 cm?', 'Amir> It does.']);
    assert.equal(answered.agent, 'Amir');
    await until(vera, 'delivered', ({ items }) =>
      items.some(item => item.kind === 'text' && item.delivery === 'delivered'),
    );

    inThread(desk, { type: 'seen' });
    await until(vera, 'read', ({ items }) =>
      items.some(item => item.kind === 'text' && item.own && item.delivery === 'read'),
    );
    vera.request({ type: 'seen' });
    await until(
      desk,
      'read by Vera',
      state =>
        isOpen(state) &&
        state.thread?.items.some(item => item.kind === 'text' && item.own && item.delivery === 'read') ===
          true,
    );
    await vera.send('Thank you');
    await until(
      desk,
      'the third text',
      state => isOpen(state) && state.thread !== undefined && texts(state.thread).length === 3,
    );
    vera.suspend();
  });
});
