import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EarlyFrames } from '../../../src/chat/session/early-frames.js';
import { Vault } from '../../../src/chat/store/vault.js';
import { generateStorageKey } from '../../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../../src/storage/memory-store.js';
import type { Write } from '../../../src/storage/store.js';
import { Caller } from '../../support/caller.js';
import { DeskWindow } from '../../support/desk-window.js';
import { makeLargeDesk } from '../../support/large-desk.js';
import type { LargeDesk } from '../../support/large-desk.js';
import { until } from '../../support/until.js';

const ctx = { crypto: globalThis.crypto, now: Date.now };

/** A store that keeps what each commit wrote. */
class WatchedStore extends MemoryStore {
  readonly commits: (readonly Write[])[] = [];

  override commit(writes: readonly Write[], epoch?: number): Promise<void> {
    this.commits.push(writes);
    return super.commit(writes, epoch);
  }
}

describe('frames that come before their open', () => {
  const rows = new MemoryRows();
  const store = new WatchedStore(rows);
  let made: LargeDesk;
  let window: DeskWindow;

  before(async () => {
    made = await makeLargeDesk(ctx, store, 3);
    window = await DeskWindow.open(ctx, { store, business: made.business });
  });

  after(() => {
    window.close();
  });

  function kept(): readonly string[] {
    return [...rows.rows.keys()].filter(key => key.startsWith('early '));
  }

  it('are taken in with it, in one commit and in their order, and nobody else’s are touched', async () => {
    const { link } = window.running;
    const [vera, nora] = [await Caller.create(ctx, made.card), await Caller.create(ctx, made.card)];
    const open = await vera.open('first');
    const behind = [await vera.sayBehind('second'), await vera.sayBehind('third')];
    await nora.open('never arrives');
    await link.arrive(await nora.sayBehind('waits on'), 'team');
    for (const frame of behind) await link.arrive(frame, 'team');
    assert.equal(kept().length, 3);
    store.commits.length = 0;
    await link.arrive(open, 'team');
    const [taking] = store.commits;
    assert.equal(taking?.filter(({ table, value }) => table === 'message' && value).length, 3);
    assert.equal(taking.filter(({ table }) => table === 'early').length, 2);
    assert.equal(kept().length, 1);
    await until(window, 'her row', ({ rows: all }) =>
      all.some(({ lastText, unread }) => lastText === 'third' && unread === 3),
    );
  });

  it('are tried in the order in which they came, also those of one moment', async () => {
    const vera = await Caller.create(ctx, made.card);
    await vera.open('first');
    const frames = await Promise.all(Array.from({ length: 12 }, (_, index) => vera.sayBehind(String(index))));
    const vault = new Vault(ctx, new MemoryStore(), await generateStorageKey(ctx));
    // A clock that is set back while it stands most of the time.
    let now = 1_800_000_000_000;
    const early = new EarlyFrames({ ...ctx, now: () => now }, vault);
    for (const [index, frame] of frames.entries()) {
      if (index === 6) now -= 3_600_000;
      const batch = vault.batch();
      await early.keep(batch, frame);
      await batch.commit(undefined);
    }
    assert.deepEqual(
      (await early.list()).map(({ frame }) => frame),
      frames,
    );
  });

  it('go with all that was said when the visitor asks to be forgotten', async () => {
    const { link } = window.running;
    const vera = await Caller.create(ctx, made.card);
    const before = new Set(rows.rows.keys());
    await link.arrive(await vera.open('to be erased'), 'team');
    const listed = await until(window, 'her row', ({ rows: all }) =>
      all.some(({ lastText }) => lastText === 'to be erased'),
    );
    const id = listed.rows.find(({ lastText }) => lastText === 'to be erased')?.id;
    assert.ok(id);
    const { desk } = window.running;
    await desk.handle({ type: 'claim', conversation: id });
    await desk.handle({ type: 'draft', conversation: id, text: 'half a sent' });
    await link.arrive(await vera.forget(), 'team');
    const left = [...rows.rows.keys()].filter(key => !before.has(key));
    // An accept that is on its way goes on.
    assert.deepEqual(
      left.filter(key => !key.startsWith('frame f/')),
      ['meta tombstones'],
    );
    await until(window, 'a list without her', ({ rows: all }) => all.every(row => row.id !== id));
  });
});
