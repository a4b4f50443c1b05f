import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import { DirectRoute } from '../../../src/chat/connection/direct-route.js';
import { BestLink } from '../../../src/transport/best.js';
import type { LoadDirect } from '../../../src/transport/direct.js';
import type { PeerLink, PeerLinkOptions } from '../../../src/transport/peer-link.js';
import { RelayTransport } from '../../../src/transport/relay.js';
import type { BusinessId, PeerId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { Browser, inThread, isOpen, setUp, texts, visit } from '../../support/people.js';
import { until } from '../../support/until.js';

const fingerprint = 'a5'.repeat(32);
const peer = `a${'b'.repeat(26)}` as PeerId;

/** What a page's carrier is told, of which no channel ever opens. */
class Carrier {
  binds = 0;
  onBind: () => void = () => undefined;
  /** While it waits for this, it is not ready to be dialled. */
  ready: Promise<void> = Promise.resolve();

  readonly load: LoadDirect = () =>
    Promise.resolve({
      fingerprint,
      isOpen: () => false,
      bind: () => {
        this.binds++;
        this.onBind();
        return this.ready;
      },
      unbind: () => undefined,
      send: () => Promise.reject(new Error('no channel is open')),
      close: () => undefined,
    });
}

function linkOver(options: PeerLinkOptions, { load }: Carrier): PeerLink {
  return new BestLink(options, {
    wish: 'auto',
    makeRelay: relay => new RelayTransport(relay),
    loadDirect: load,
  });
}

describe('an answer to what an earlier page asked', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;
  const deskCarrier = new Carrier();

  before(async () => {
    server = await testNode();
    ({ desk, business } = await setUp(server.node.origin, server.token, undefined, {
      makeLink: options => linkOver(options, deskCarrier),
    }));
  });

  after(async () => {
    desk.suspend();
    await server.close();
  });

  it('that waited at the node is not dialled on: the desk does not know this page yet', async () => {
    const browser = new Browser();
    const node = server.node.origin;
    const first = await visit({ node, business, browser });
    await first.send('Hello');
    const waiting = await until(desk, 'a row', state => isOpen(state) && state.rows.length === 1);
    assert.ok(isOpen(waiting) && waiting.rows[0]);
    desk.request({ type: 'select', conversation: waiting.rows[0].id });
    await until(desk, 'the thread', state => isOpen(state) && state.thread !== undefined);
    inThread(desk, { type: 'send', text: 'Good day.' });
    await until(first, 'an answer', state => texts(state).length === 2);
    first.suspend();

    let asked = (): void => undefined;
    const hasAsked = new Promise<void>(resolve => {
      asked = resolve;
    });
    const second = await visit({
      node,
      business,
      browser,
      world: {
        route: 'auto',
        makeLink: options => {
          const link = linkOver(options, new Carrier());
          const send = link.send.bind(link);
          return Object.assign(link, {
            async send(...args: Parameters<PeerLink['send']>) {
              await send(...args);
              if (args[1].by === 'relay') asked();
            },
          });
        },
      },
    });
    const isBound = new Promise<void>(resolve => {
      deskCarrier.onBind = resolve;
    });
    await hasAsked;
    second.suspend();
    await isBound;
    inThread(desk, { type: 'send', text: 'Still there?' });
    await until(
      desk,
      'the words at the node',
      state =>
        isOpen(state) &&
        state.thread?.items.some(
          item => item.kind === 'text' && item.text === 'Still there?' && item.delivery === 'sent',
        ) === true,
    );
    let ready = (): void => undefined;
    deskCarrier.ready = new Promise(resolve => {
      ready = resolve;
    });

    const carrier = new Carrier();
    const third = await visit({
      node,
      business,
      browser,
      world: { route: 'auto', makeLink: options => linkOver(options, carrier) },
    });
    await until(third, 'what waited', state => texts(state).length === 3);
    assert.equal(carrier.binds, 0);
    const isDialled = new Promise<void>(resolve => {
      carrier.onBind = resolve;
    });
    ready();
    await isDialled;
    third.suspend();
  });

  it('that comes before this page has asked is not dialled on either', async () => {
    let known = (_fingerprint: string): void => undefined;
    let binds = 0;
    let asked = (): void => undefined;
    const hasAsked = new Promise<void>(resolve => {
      asked = resolve;
    });
    const route = new DirectRoute(
      {
        link: {
          fingerprint: () =>
            new Promise(resolve => {
              known = resolve;
            }),
          bind: () => {
            binds++;
            return Promise.resolve();
          },
          unbind: () => undefined,
          routeTo: () => 'relay',
        },
        send: () => {
          setImmediate(asked);
          return Promise.resolve();
        },
      },
      () => true,
    );
    route.setPeer(peer);
    await route.onFingerprint(peer, { type: 'rtc', fingerprint });
    assert.equal(binds, 0);
    known(fingerprint);
    await hasAsked;
    await route.onFingerprint(peer, { type: 'rtc', fingerprint });
    assert.equal(binds, 1);
    route.stop();
  });
});
