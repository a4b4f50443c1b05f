import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import { Caller } from '../../support/caller.js';
import { DeskWindow } from '../../support/desk-window.js';
import { LocalTabs } from '../../support/local-lead.js';
import { makeLargeDesk } from '../../support/large-desk.js';
import type { LargeDesk } from '../../support/large-desk.js';
import { until } from '../../support/until.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };

describe('an unlocked desk', () => {
  let rows: MemoryRows;
  let tabs: LocalTabs;
  let made: LargeDesk;
  let windows: DeskWindow[];

  beforeEach(async () => {
    rows = new MemoryRows();
    tabs = new LocalTabs();
    made = await makeLargeDesk(ctx, new MemoryStore(rows), 6);
    windows = [];
  });

  afterEach(() => {
    for (const window of windows) window.close();
  });

  async function openWindow(): Promise<DeskWindow> {
    const window = await DeskWindow.open(
      ctx,
      { store: new MemoryStore(rows), business: made.business },
      tabs,
    );
    windows.push(window);
    return window;
  }

  function idAt(window: DeskWindow, index: number): ConversationId {
    const row = window.state.rows[index];
    if (!row) throw new Error('no such row');
    return row.id;
  }

  it('shows a conversation in the task that selects it, and its lines when they are read', async () => {
    const window = await openWindow();
    const [first, second] = [idAt(window, 0), idAt(window, 1)];
    for (const id of [first, second, first]) {
      window.request({ type: 'select', conversation: id });
      assert.equal(window.state.thread?.id, id);
      assert.equal(window.state.thread.isLoading, true);
      assert.equal(window.state.thread.draft.place, id);
    }
    const shown = await until(window, 'its lines', ({ thread }) => thread?.isLoading === false);
    assert.equal(shown.thread?.id, first);
    assert.equal(shown.thread.items.length, 4);
    assert.equal(shown.thread.safety.visitor.length, 6);
  });

  it('gives keys that follow the click to the conversation that was clicked', async () => {
    const window = await openWindow();
    const [first, second] = [idAt(window, 0), idAt(window, 1)];
    window.request({ type: 'select', conversation: first });
    window.request({ type: 'draft', conversation: first, text: 'for the first' });
    window.request({ type: 'select', conversation: second });
    assert.equal(window.state.thread?.draft.text, '');
    window.request({ type: 'draft', conversation: second, text: 'for the second' });
    await until(window, 'its lines', ({ thread }) => thread?.isLoading === false);
    assert.equal(window.state.thread.draft.text, 'for the second');
    window.request({ type: 'select', conversation: first });
    assert.equal(window.state.thread.draft.text, 'for the first');
  });

  it('shows nothing anew where nothing changed', async () => {
    const window = await openWindow();
    window.request({ type: 'select', conversation: idAt(window, 0) });
    await until(window, 'its lines', ({ thread }) => thread?.isLoading === false);
    const before = window.state;
    window.request({ type: 'search', text: '' });
    assert.equal(window.state, before);
    window.request({ type: 'draft', conversation: idAt(window, 0), text: 'I' });
    assert.equal(window.state.rows, before.rows);
    assert.equal(window.state.thread?.items, before.thread?.items);
  });

  it('follows what another window does: its words, its answers, what was erased', async () => {
    const leader = await openWindow();
    const follower = await openWindow();
    const { link } = leader.running;
    const known = new Set(follower.state.rows);
    const vera = await Caller.create(ctx, made.card);
    await link.arrive(await vera.open('Is it oak?'), 'team');
    const listed = await until(follower, 'her row', state =>
      state.rows.some(({ lastText }) => lastText === 'Is it oak?'),
    );
    assert.equal(listed.rows.filter(row => !known.has(row)).length, 1);
    assert.equal(listed.unread, leader.state.unread);
    const id = listed.rows.find(({ lastText }) => lastText === 'Is it oak?')?.id;
    assert.ok(id);
    // Not a request of the follower's: an act would make it lead.
    const shown = until(follower, 'the thread', ({ thread }) => thread?.isLoading === false);
    follower.request({ type: 'select', conversation: id });
    await shown;
    await until(follower, 'its lead', ({ connection }) => connection === 'online');
    leader.request({ type: 'send', conversation: id, text: 'It is.' });
    await until(
      follower,
      'the answer',
      ({ thread }) => thread?.items.some(item => item.kind === 'text' && item.own) === true,
    );
    await until(follower, 'its row', ({ rows: all }) =>
      all.some(row => row.id === id && row.lastText === 'It is.' && row.section === 'yours'),
    );
  });
});
