import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import { BestLink } from '../../../src/transport/best.js';
import type { PeerLink, PeerLinkOptions } from '../../../src/transport/peer-link.js';
import { RelayTransport } from '../../../src/transport/relay.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { inThread, isOpen, setUp, texts, visit } from '../../support/people.js';
import { until } from '../../support/until.js';

/** The link of a page that wishes the direct way or none, where there is no WebRTC. */
function directOnly(options: PeerLinkOptions): PeerLink {
  return new BestLink(options, {
    wish: 'direct',
    makeRelay: relay => new RelayTransport(relay),
    loadDirect: () => Promise.resolve(undefined),
  });
}

describe('a page that wishes the direct way only', () => {
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

  it('says that there is none once somebody answered and no channel opens', async () => {
    const vera = await visit({
      node: server.node.origin,
      business,
      world: { route: 'direct', makeLink: directOnly },
    });
    await vera.send('Hello');
    const waiting = await until(desk, 'a row', state => isOpen(state) && state.rows.length === 1);
    assert.ok(isOpen(waiting) && waiting.rows[0]);
    desk.request({ type: 'select', conversation: waiting.rows[0].id });
    await until(desk, 'the thread', state => isOpen(state) && state.thread !== undefined);
    inThread(desk, { type: 'send', text: 'Good day.' });
    await until(vera, 'an answer', state => texts(state).length === 2);
    const { connection } = await until(vera, 'no way', ({ route }) => route === 'none');
    assert.equal(connection, 'connecting');
    vera.suspend();
  });
});
