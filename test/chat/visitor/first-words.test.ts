import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { Counter } from '../../support/counted.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { makeVisitor, setUp } from '../../support/people.js';
import { takeAtOnce } from '../../support/prompt-agent.js';
import { until } from '../../support/until.js';

describe('the first words of a customer', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;
  let stop: () => void;

  before(async () => {
    server = await testNode();
    ({ desk, business } = await setUp(server.node.origin, server.token));
    stop = takeAtOnce(desk);
  });

  after(async () => {
    stop();
    desk.suspend();
    await server.close();
  });

  // Each is a transaction of the browser's database, and they come one after the other while she waits.
  it('take few looks at the disk, and few commits, until whoever answers is verified', async () => {
    const counter = new Counter();
    const store = counter.store(new MemoryStore());
    const visitor = makeVisitor({
      node: server.node.origin,
      business,
      world: { openStore: () => Promise.resolve(store) },
    });
    try {
      await Promise.all([visitor.start(), visitor.send('Is the oak shelf in stock?')]);
      await until(visitor, 'verified', state => state.agent !== '');
      const { reads, commits } = counter.take();
      assert.ok(reads <= 26, `${String(reads)} reads`);
      assert.ok(commits <= 6, `${String(commits)} commits`);
    } finally {
      visitor.suspend();
    }
  });
});
