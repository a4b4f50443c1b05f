import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../../src/chat/desk/desk-engine.js';
import type { VisitorEngine } from '../../../src/chat/visitor/visitor-engine.js';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import type { Store } from '../../../src/storage/store.js';
import type { PeerLink, PeerLinkOptions } from '../../../src/transport/peer-link.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import {
  Browser,
  isOnline,
  isOpen,
  makeVisitor,
  openDesk,
  passphrase,
  relayOnly,
  setUp,
} from '../../support/people.js';
import { until } from '../../support/until.js';

/** A store whose fence is slow to rise, as a disk may be: `raised` lets it go on. */
class SlowFence extends MemoryStore {
  isSlow = false;
  #go: () => void = () => undefined;
  #asked: () => void = () => undefined;
  readonly asked = new Promise<void>(resolve => {
    this.#asked = resolve;
  });

  override async raiseFence(): Promise<number> {
    const epoch = await super.raiseFence();
    if (!this.isSlow) return epoch;
    this.#asked();
    await new Promise<void>(resolve => {
      this.#go = resolve;
    });
    return epoch;
  }

  raised(): void {
    this.#go();
  }
}

/** The link of a tab, and when it connects. */
function counted(options: PeerLinkOptions, onConnect: () => void): PeerLink {
  const link = relayOnly(options);
  const connect = link.connect.bind(link);
  return Object.assign(link, {
    connect() {
      onConnect();
      connect();
    },
  });
}

/** Everything that was queued runs before this resolves. */
function settled(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

describe('a page that goes away in the middle of something', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;
  const deskBrowser = new Browser();

  before(async () => {
    server = await testNode();
    ({ desk, business } = await setUp(server.node.origin, server.token, deskBrowser));
  });

  after(async () => {
    desk.suspend();
    await server.close();
  });

  it('does not lead once its store has opened, if it was suspended meanwhile', async () => {
    const browser = new Browser();
    let open = (_store: Store): void => undefined;
    const openStore = (): Promise<Store> =>
      new Promise(resolve => {
        open = resolve;
      });
    const vera = makeVisitor({ node: server.node.origin, business, browser, world: { openStore } });
    const starting = vera.start();
    vera.suspend();
    open(new MemoryStore(browser.rows));
    await starting;
    assert.equal(browser.tabs.leader, undefined);
    vera.resume();
    await until(vera, 'a connection after all', ({ connection }) => connection === 'online');
    vera.suspend();
  });

  /** A tab whose fence rises when the test says so, and how often it connected. */
  function slowTab(browser: Browser): { tab: VisitorEngine; store: SlowFence; links: () => number } {
    const store = new SlowFence(browser.rows);
    let links = 0;
    const world = {
      openStore: () => Promise.resolve(store),
      makeLink: (options: PeerLinkOptions) =>
        counted(options, () => {
          links++;
        }),
    };
    const tab = makeVisitor({ node: server.node.origin, business, browser, world });
    return { tab, store, links: () => links };
  }

  it('does not connect when the lead it gave up meanwhile has taken shape', async () => {
    const browser = new Browser();
    const { tab: vera, store, links } = slowTab(browser);
    await vera.start();
    vera.suspend();
    store.isSlow = true;
    const before = links();
    vera.resume();
    await store.asked;
    vera.suspend();
    store.raised();
    await settled();
    assert.equal(links(), before);
    assert.equal(browser.tabs.leader, undefined);
  });

  it('connects no sooner than it leads when it takes the lead: what comes before could not be kept', async () => {
    const browser = new Browser();
    const first = makeVisitor({ node: server.node.origin, business, browser });
    await first.start();
    await until(first, 'a connection', ({ connection }) => connection === 'online');
    const { tab: second, store, links } = slowTab(browser);
    await second.start();
    store.isSlow = true;
    second.request({ type: 'retry' });
    await store.asked;
    await settled();
    assert.equal(links(), 0);
    store.raised();
    await until(second, 'a connection', ({ connection }) => connection === 'online');
    first.suspend();
    second.suspend();
  });

  it('does not lead the desk that it unlocks, if it was suspended meanwhile', async () => {
    desk.suspend();
    const again = await openDesk({ node: server.node.origin, business, browser: deskBrowser });
    again.request({ type: 'unlock', passphrase });
    again.suspend();
    await until(again, 'an open desk', isOpen);
    assert.equal(deskBrowser.tabs.leader, undefined);
    again.resume();
    await until(again, 'an online desk', isOnline);
    again.suspend();
  });
});
