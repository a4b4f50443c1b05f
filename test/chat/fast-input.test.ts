import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import type { UnlockedDeskState, DeskState } from '../../src/chat/model/desk-state.js';
import type { Model } from '../../src/chat/model/model.js';
import type { DraftState } from '../../src/chat/model/thread-state.js';
import type { VisitorState } from '../../src/chat/model/visitor-state.js';
import { SecureChatError } from '../../src/errors.js';
import { MemoryStore } from '../../src/storage/memory-store.js';
import type { Store, Write } from '../../src/storage/store.js';
import type { PartRequest } from '../../src/ui/request-event.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { macrotask } from '../support/macrotask.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';
import {
  Browser,
  inThread,
  isOnline,
  isOpen,
  makeVisitor,
  openDesk,
  passphrase,
  texts,
  visit,
} from '../support/people.js';
import { until } from '../support/until.js';

/** A store that tells what each commit wrote. */
class WatchedStore extends MemoryStore {
  readonly commits: (readonly Write[])[] = [];
  #draft = Promise.withResolvers<void>();

  override async commit(writes: readonly Write[], epoch?: number): Promise<void> {
    this.commits.push(writes);
    await super.commit(writes, epoch);
    if (writes.some(({ key }) => key.startsWith('draft'))) this.#draft.resolve();
  }

  /** Settles once the next draft is kept. */
  whenDraftIsKept(): Promise<void> {
    this.#draft = Promise.withResolvers<void>();
    return this.#draft.promise;
  }
}

/** One who writes: what is asked, and what the field shows. */
interface Side {
  readonly model: Model<VisitorState | DeskState, never>;
  readonly store: WatchedStore;
  readonly ask: (request: PartRequest) => void;
  readonly draft: () => DraftState | undefined;
}

function isOnlineWithRows(state: DeskState): state is UnlockedDeskState {
  return isOnline(state) && state.rows.length > 0;
}

describe('a hasty hand', () => {
  let server: BareNode;
  let desk: DeskEngine;
  let business: BusinessId;
  const deskStore = new WatchedStore();

  before(async () => {
    server = await testNode();
    const { token, node } = server;
    desk = await openDesk({
      node: node.origin,
      invitation: { type: 'set-up', token },
      browser: new Browser(),
      world: { openStore: () => Promise.resolve(deskStore) },
    });
    desk.request({ type: 'set-up', businessName: 'Juniper', memberName: 'Amir', passphrase });
    await until(desk, 'recovery words', state => state.phase === 'recovery');
    desk.request({ type: 'recovery-kept' });
    business = (await until(desk, 'an online desk', isOnline)).business as BusinessId;
  });

  after(async () => {
    desk.suspend();
    await server.close();
  });

  it('may send while the store still opens: the words wait for it', async () => {
    let open = (_store: Store): void => undefined;
    const openStore = (): Promise<Store> =>
      new Promise(resolve => {
        open = resolve;
      });
    const vera = makeVisitor({ node: server.node.origin, business, world: { openStore } });
    const starting = vera.start();
    vera.request({ type: 'send', text: 'Quick question' });
    assert.deepEqual(texts(vera.state), []);
    open(new MemoryStore());
    await starting;
    await until(vera, 'her words', state => texts(state).includes('own> Quick question'));
    vera.suspend();
  });

  it('is not overtaken by an older draft that is read while a newer one is written', async () => {
    const gate = Promise.withResolvers<void>();
    class SlowStore extends MemoryStore {
      isSlow = false;

      override async commit(writes: readonly Write[], epoch?: number): Promise<void> {
        if (this.isSlow) await gate.promise;
        return super.commit(writes, epoch);
      }
    }
    const store = new SlowStore();
    const openStore = (): Promise<Store> => Promise.resolve(store);
    const vera = makeVisitor({ node: server.node.origin, business, world: { openStore } });
    await vera.start();
    await vera.send('The first words, whose draft ended');
    store.isSlow = true;
    vera.request({ type: 'draft', text: 'Half a sent' });
    // Draws the store as it is: with the older, empty draft.
    await vera.start();
    assert.equal(vera.state.draft.text, 'Half a sent');
    gate.resolve();
    vera.suspend();
  });

  it('is told when the store does not open, and keeps what was typed', async () => {
    const openStore = (): Promise<Store> => Promise.reject(new SecureChatError('storage-missing'));
    const vera = makeVisitor({ node: server.node.origin, business, world: { openStore } });
    const starting = vera.start();
    vera.request({ type: 'send', text: 'Quick question' });
    await starting;
    assert.equal(vera.state.phase, 'failed');
    assert.equal(vera.state.error?.code, 'storage-missing');
    assert.deepEqual(texts(vera.state), []);
  });

  it('is told when the device is full, keeps what was typed, and sends it once there is room', async () => {
    class FullStore extends MemoryStore {
      isFull = false;

      override commit(writes: readonly Write[], epoch?: number): Promise<void> {
        return this.isFull
          ? Promise.reject(new SecureChatError('storage-full'))
          : super.commit(writes, epoch);
      }
    }
    const store = new FullStore();
    const openStore = (): Promise<Store> => Promise.resolve(store);
    const vera = makeVisitor({ node: server.node.origin, business, world: { openStore } });
    await vera.start();
    vera.request({ type: 'draft', text: 'No room for this' });
    await until(vera, 'the draft', ({ draft }) => draft.text !== '');
    store.isFull = true;
    vera.request({ type: 'send', text: 'No room for this' });
    await until(vera, 'the fault', ({ error }) => error?.code === 'storage-full');
    const full = await until(vera, 'its words', ({ draft }) => draft.returned.length > 0);
    assert.deepEqual(
      full.draft.returned.map(({ text }) => text),
      ['No room for this'],
    );
    assert.deepEqual(texts(full), []);
    store.isFull = false;
    // The field took it back, and Enter is pressed once more.
    const returned = full.draft.returned.map(({ id }) => id);
    vera.request({ type: 'draft', text: 'No room for this', returned });
    vera.request({ type: 'send', text: 'No room for this' });
    const sent = await until(vera, 'her words', state => texts(state).length > 0);
    assert.equal(sent.draft.text, '');
    assert.deepEqual(sent.draft.returned, []);
    await until(
      desk,
      'her words',
      state => isOpen(state) && state.rows.some(row => row.lastText === 'No room for this'),
    );
    vera.suspend();
  });

  it('is told why words came back until something else is typed, at either side', async () => {
    // Each of these signs is six in JSON: a field counts them as one.
    const text = '\u0001'.repeat(8_000);
    const store = new WatchedStore();
    const world = { openStore: (): Promise<Store> => Promise.resolve(store) };
    const vera = await visit({ node: server.node.origin, business, world });
    await vera.send('Is it oak?');
    const { rows } = await until(desk, 'a row', isOnlineWithRows);
    desk.request({ type: 'select', conversation: rows[0]?.id });
    await until(desk, 'the thread', state => isOpen(state) && state.thread !== undefined);
    const sides: readonly Side[] = [
      {
        model: vera,
        store,
        ask: request => {
          vera.request(request);
        },
        draft: () => vera.state.draft,
      },
      {
        model: desk,
        store: deskStore,
        ask: request => {
          inThread(desk, request);
        },
        draft: () => (isOpen(desk.state) ? desk.state.thread?.draft : undefined),
      },
    ];
    for (const { model, store: kept, ask, draft } of sides) {
      const error = (): string | undefined => {
        const now = 'error' in model.state ? model.state.error : undefined;
        return typeof now === 'object' ? now.code : now;
      };
      ask({ type: 'send', text });
      await until<unknown, never>(
        model,
        'its words',
        () => draft()?.returned.length === 1 && error() !== undefined,
      );
      const stored = kept.whenDraftIsKept();
      ask({ type: 'draft', text, returned: draft()?.returned.map(({ id }) => id) ?? [] });
      await stored;
      await macrotask();
      assert.equal(error(), 'message-too-long');
      ask({ type: 'draft', text: 'Is it' });
      await until<unknown, never>(model, 'no error', () => error() === undefined);
    }
    vera.suspend();
  });

  it('ends a draft of the desk in the very commit that keeps its words', async () => {
    const vera = await visit({ node: server.node.origin, business });
    await vera.send('Is it oak?');
    const listed = await until(desk, 'a row', state => isOpen(state) && state.rows.length > 0);
    const id = isOpen(listed) ? listed.rows[0]?.id : undefined;
    desk.request({ type: 'select', conversation: id });
    await until(desk, 'the thread', state => isOpen(state) && state.thread !== undefined);
    inThread(desk, { type: 'draft', text: 'It is' });
    await until(desk, 'the draft', state => isOpen(state) && state.thread?.draft.text === 'It is');
    deskStore.commits.length = 0;
    inThread(desk, { type: 'send', text: 'It is' });
    const sent = await until(
      desk,
      'his words',
      state => isOpen(state) && state.thread !== undefined && texts(state.thread).includes('own> It is'),
    );
    assert.equal(isOpen(sent) && sent.thread?.draft.text, '');
    const kept = deskStore.commits.find(writes => writes.some(({ table }) => table === 'message'));
    assert.deepEqual(
      kept?.map(({ table, key }) => (table === 'meta' ? key : table)).sort(),
      ['frame', 'frame', 'index', 'message', `draft/${String(id)}`].sort(),
    );
    vera.suspend();
  });
});
