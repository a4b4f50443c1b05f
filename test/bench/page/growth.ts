/** Desks of several sizes in one page, each over a real store, and the plain store beside it. */
import { generateBoxKey } from '../../../src/protocol/keys.js';
import { IndexedDbStore } from '../../../src/storage/indexeddb-store.js';
import type { ConversationId } from '../../../src/wire/ids.js';
import { Caller } from '../../support/caller.js';
import { DeskWindow } from '../../support/desk-window.js';
import { makeLargeDesk, putThread } from '../../support/large-desk.js';
import type { LargeDesk } from '../../support/large-desk.js';
import { LocalTabs } from '../../support/local-lead.js';
import { until } from '../../support/until.js';
import { PlainStore } from './plain-store.js';

const ctx = { crypto, now: Date.now };
/** Long enough for what follows an act: receipts, answers of the node. */
const restMs = 60;
/** Messages that are put into one commit. */
const atOnce = 250;

/** What the bench asks of the desks of a page. Every answer is in milliseconds. */
export interface GrowthPage {
  /** Makes a desk of so many conversations, unlocks it, and claims one more, in which so much was said already. */
  make(count: number, messages: number): Promise<void>;
  unlock(count: number): Promise<number>;
  /** Types so many keys, one after the other: its processor time is taken from outside. */
  keys(count: number, times: number): Promise<void>;
  message(count: number): Promise<number>;
  claim(count: number): Promise<number>;
  drain(count: number, frames: number): Promise<number>;
  openThread(count: number): Promise<number>;
  append(count: number): Promise<number>;
  floor(count: number, act: keyof typeof floors, times?: number): Promise<number>;
  floorKeys(count: number, times: number): Promise<void>;
  floorRows(count: number, rows: number): Promise<number>;
}

/** What each act asks of the disk, until it is shown or done. */
const floors = {
  key: { reads: 0, commits: [1] },
  message: { reads: 3, commits: [5] },
  claim: { reads: 6, commits: [5, 4] },
  drained: { reads: 4, commits: [6] },
  append: { reads: 0, commits: [5] },
} as const;

interface Running {
  readonly made: LargeDesk;
  /** The browser's windows: one opened beside the first leaves it the lead. */
  readonly tabs: LocalTabs;
  readonly window: DeskWindow;
  readonly vera: Caller;
  readonly id: ConversationId;
  readonly plain: PlainStore;
}

const desks = new Map<number, Running>();
let words = 0;

function of(count: number): Running {
  const running = desks.get(count);
  if (!running) throw new Error('that desk was not made');
  return running;
}

function rest(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, restMs));
}

async function shown(window: DeskWindow, text: string): Promise<ConversationId> {
  const isHers = ({ lastText }: { readonly lastText: string }): boolean => lastText === text;
  const { rows } = await until(window, text, state => state.rows.some(isHers));
  const id = rows.find(isHers)?.id;
  if (!id) throw new Error('the row went away');
  return id;
}

/** A visitor who wrote, and whose row is shown. */
async function call(made: LargeDesk, window: DeskWindow): Promise<{ vera: Caller; id: ConversationId }> {
  const vera = await Caller.create(ctx, made.card);
  const text = `call ${String(words++)}`;
  await window.running.link.arrive(await vera.open(text), 'team');
  return { vera, id: await shown(window, text) };
}

async function openWindow(count: number, made: LargeDesk, tabs: LocalTabs): Promise<DeskWindow> {
  const store = await IndexedDbStore.open(`desk-${String(count)}`);
  return DeskWindow.open(ctx, { store, business: made.business }, tabs);
}

export const growth: GrowthPage = {
  async make(count, messages) {
    const made = await makeLargeDesk(ctx, await IndexedDbStore.open(`desk-${String(count)}`), count);
    const tabs = new LocalTabs();
    const window = await openWindow(count, made, tabs);
    await until(window, 'a connection', ({ connection }) => connection === 'online');
    const { vera, id } = await call(made, window);
    const { desk, link } = window.running;
    await desk.handle({ type: 'select', conversation: id });
    await desk.handle({ type: 'claim', conversation: id });
    const accept = link.sent.find(frame => frame[1] === 3);
    if (!accept) throw new Error('nothing was accepted');
    await vera.accept(accept);
    for (let put = 0; put < messages; put += atOnce) {
      const batch = window.running.vault.batch();
      const at = Date.now() - (messages - put) * 1_000;
      putThread(ctx, batch, { id, visitor: vera.id, at, count: atOnce });
      await batch.commit(undefined);
    }
    const plain = await PlainStore.make(`plain-${String(count)}`, count);
    desks.set(count, { made, tabs, window, vera, id, plain });
    await rest();
  },
  async unlock(count) {
    const { made, tabs } = of(count);
    const start = performance.now();
    const window = await openWindow(count, made, tabs);
    const took = performance.now() - start;
    if (window.state.rows.length < count) throw new Error('the list is not there');
    window.close();
    await rest();
    return took;
  },
  async keys(count, times) {
    const { window, id } = of(count);
    for (let index = 1; index <= times; index++)
      await window.running.desk.handle({ type: 'draft', conversation: id, text: 'x'.repeat(index) });
  },
  async message(count) {
    const { window, vera } = of(count);
    const text = `message ${String(words++)}`;
    const frame = await vera.say(text);
    const start = performance.now();
    void window.running.link.arrive(frame, 'own');
    await shown(window, text);
    const took = performance.now() - start;
    await rest();
    return took;
  },
  async claim(count) {
    const { window, made } = of(count);
    const { id } = await call(made, window);
    await rest();
    const start = performance.now();
    await window.running.desk.handle({ type: 'claim', conversation: id });
    const took = performance.now() - start;
    await rest();
    return took;
  },
  async drain(count, frames) {
    const { window, made } = of(count);
    const bundle = await generateBoxKey(ctx, { extractable: false });
    const opens: Uint8Array<ArrayBuffer>[] = [];
    while (opens.length < frames)
      opens.push(await (await Caller.create(ctx, made.card, bundle)).open(`drained ${String(words++)}`));
    const last = `drained ${String(words - 1)}`;
    const start = performance.now();
    await Promise.all(opens.map(frame => window.running.link.arrive(frame, 'team')));
    await shown(window, last);
    const took = performance.now() - start;
    await rest();
    return took;
  },
  async openThread(count) {
    const { window, id } = of(count);
    const { desk } = window.running;
    await desk.handle({ type: 'select', conversation: undefined });
    await rest();
    const start = performance.now();
    await desk.handle({ type: 'select', conversation: id });
    const took = performance.now() - start;
    if (window.state.thread?.isLoading !== false) throw new Error('the page is not there');
    return took;
  },
  async append(count) {
    const { window } = of(count);
    const thread = window.state.thread;
    if (!thread) throw new Error('no thread is open');
    const text = `append ${String(words++)}`;
    const start = performance.now();
    window.request({ type: 'send', conversation: thread.id, text });
    await until(window, text, state => {
      const item = state.thread?.items.at(-1);
      return item?.kind === 'text' && item.text === text;
    });
    const took = performance.now() - start;
    await rest();
    return took;
  },
  async floor(count, act, times = 1) {
    let took = 0;
    for (let index = 0; index < times; index++) took += await of(count).plain.act(floors[act]);
    return took;
  },
  async floorKeys(count, times) {
    for (let index = 0; index < times; index++) await of(count).plain.act(floors.key);
  },
  floorRows: (count, rows) => of(count).plain.readAll(rows),
};
