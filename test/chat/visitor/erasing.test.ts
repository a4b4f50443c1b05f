import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import type { VisitorEngine } from '../../../src/chat/visitor/visitor-engine.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { Browser, isOpen, setUp, texts, visit } from '../../support/people.js';
import { until } from '../../support/until.js';

describe('a customer with two tabs who erases her conversation', () => {
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

  /** Two tabs, of which the first leads; both show her words, and so does the desk. */
  async function twoTabs(words: string): Promise<{ first: VisitorEngine; second: VisitorEngine }> {
    const options = { node: server.node.origin, business, browser: new Browser() };
    const first = await visit(options);
    const second = await visit(options);
    await first.send(words);
    for (const tab of [first, second]) await until(tab, 'her words', state => texts(state).length === 1);
    await until(desk, 'her row', state => isOpen(state) && state.rows.some(row => row.lastText === words));
    return { first, second };
  }

  for (const acting of ['first', 'second'] as const) {
    it(`clears both tabs and the desk from the ${acting === 'first' ? 'tab that leads' : 'tab that does not lead'}`, async () => {
      const tabs = await twoTabs(`from the ${acting}`);
      await tabs[acting].erase();
      for (const tab of [tabs.first, tabs.second]) {
        const { items } = await until(tab, 'nothing', ({ phase }) => phase === 'erased');
        assert.deepEqual(items, []);
      }
      await until(desk, 'no row', state => isOpen(state) && state.rows.length === 0);
      for (const tab of [tabs.first, tabs.second]) tab.suspend();
    });
  }

  it('may write again from the other tab, as somebody new', async () => {
    const { first, second } = await twoTabs('old words');
    await second.erase();
    await until(first, 'nothing', ({ phase }) => phase === 'erased');
    await first.start();
    await first.send('new words');
    const { items } = await until(first, 'the new words', state => texts(state).length > 0);
    assert.equal(items.length, 1);
    for (const tab of [first, second]) tab.suspend();
  });

  it('is told where the node is not there, and loses nothing', async () => {
    const { first, second } = await twoTabs('kept words');
    first.suspend();
    second.suspend();
    // Nobody serves at that address.
    const options = { node: 'http://127.0.0.1:9', business, browser: new Browser() };
    const alone = await visit(options);
    await alone.send('not sent yet');
    await assert.rejects(alone.erase(), { code: 'node-unreachable' });
    assert.deepEqual(texts(alone.state), ['own> not sent yet']);
    alone.suspend();
  });
});
