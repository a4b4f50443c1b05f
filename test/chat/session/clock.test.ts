import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { Browser, isOnline, isOpen, openDesk, passphrase, setUp, visit } from '../../support/people.js';
import { until } from '../../support/until.js';

const ctx = { crypto: globalThis.crypto, now: () => Date.now() + 2 * 86_400_000 };

describe('a device whose clock is days ahead', () => {
  const browser = new Browser();
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;

  before(async () => {
    server = await testNode();
    ({ desk, business } = await setUp(server.node.origin, server.token, browser));
  });

  after(async () => {
    desk.suspend();
    await server.close();
  });

  it('is told so at the customer’s, and her words go out all the same', async () => {
    const vera = await visit({ node: server.node.origin, business, world: { ctx } });
    await until(
      vera,
      'the wrong clock',
      ({ error, connection }) => error?.code === 'clock-wrong' && connection === 'online',
    );
    await vera.send('What time is it?');
    await until(desk, 'her words', state => isOpen(state) && state.rows[0]?.lastText === 'What time is it?');
    vera.suspend();
  });

  it('is told so at the desk', async () => {
    desk.suspend();
    const late = await openDesk({ node: server.node.origin, business, browser, world: { ctx } });
    late.request({ type: 'unlock', passphrase });
    await until(late, 'the wrong clock', state => isOnline(state) && state.error?.code === 'clock-wrong');
    late.suspend();
  });
});
