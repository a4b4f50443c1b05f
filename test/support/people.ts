/** Vera, who visits, and Amir, who answers: real engines over a real relay, with stores in memory. */
import { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import type { DeskInvitation, DeskWorld } from '../../src/chat/desk/desk-world.js';
import type { UnlockedDeskState, DeskState, ThreadRequest } from '../../src/chat/model/desk-state.js';
import type { PageContext } from '../../src/chat/model/thread-state.js';
import type { VisitorState } from '../../src/chat/model/visitor-state.js';
import { VisitorEngine } from '../../src/chat/visitor/visitor-engine.js';
import type { VisitorWorld } from '../../src/chat/visitor/visitor-world.js';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import { HttpNodeApi } from '../../src/transport/node-api.js';
import { BestLink } from '../../src/transport/best.js';
import type { PeerLink, PeerLinkOptions } from '../../src/transport/peer-link.js';
import { RelayTransport } from '../../src/transport/relay.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { LocalTabs } from './local-lead.js';
import { until } from './until.js';

export const passphrase = 'correct horse battery';
const ctx = { crypto: globalThis.crypto, now: Date.now };

/** The link of a place without WebRTC, such as Node. */
export function relayOnly(options: PeerLinkOptions): PeerLink {
  return new BestLink(options, {
    wish: 'relay',
    makeRelay: relay => new RelayTransport(relay),
    loadDirect: () => Promise.resolve(undefined),
  });
}

/** One browser: what survives a closed tab. */
export class Browser {
  readonly rows = new MemoryRows();
  readonly tabs = new LocalTabs();
}

export interface VisitorOptions {
  readonly node: string;
  readonly business: BusinessId;
  readonly browser?: Browser;
  readonly context?: PageContext;
  readonly world?: Partial<VisitorWorld>;
}

/** A tab of the visitor's whose customer has not acted yet. */
export function makeVisitor({
  node,
  business,
  browser = new Browser(),
  context,
  world,
}: VisitorOptions): VisitorEngine {
  return new VisitorEngine(
    {
      ctx,
      business,
      node,
      openStore: () => Promise.resolve(new MemoryStore(browser.rows)),
      makeLead: events => browser.tabs.make(events),
      makeLink: relayOnly,
      route: 'relay',
      saveFile: () => undefined,
      onArrived: () => undefined,
      onErased: () => undefined,
      ...world,
    },
    { greeting: '', context },
  );
}

/** A tab of the visitor's, started. */
export async function visit(options: VisitorOptions): Promise<VisitorEngine> {
  const engine = makeVisitor(options);
  await engine.start();
  return engine;
}

export interface DeskOptions {
  readonly node: string;
  readonly business?: BusinessId;
  readonly invitation?: DeskInvitation;
  readonly browser?: Browser;
  readonly world?: Partial<DeskWorld>;
}

/** A desk's window, started: at its welcome or its lock. */
export async function openDesk({
  node,
  business,
  invitation,
  browser = new Browser(),
  world,
}: DeskOptions): Promise<DeskEngine> {
  const engine = new DeskEngine({
    ctx,
    node,
    business,
    invitation,
    api: new HttpNodeApi(node),
    openStore: () => Promise.resolve(new MemoryStore(browser.rows)),
    makeLead: (_business, events) => browser.tabs.make(events),
    makeLink: relayOnly,
    remember: () => undefined,
    onArrived: () => undefined,
    notifications: () => 'unsupported',
    askNotifications: () => Promise.resolve(),
    ...world,
  });
  await engine.start();
  return engine;
}

/** Sets a business up with a one-time token; answers its open desk and its recovery words. */
export async function setUp(
  node: string,
  token: string,
  browser = new Browser(),
  world: Partial<DeskWorld> = {},
): Promise<{ desk: DeskEngine; business: BusinessId; words: readonly string[] }> {
  const desk = await openDesk({ node, invitation: { type: 'set-up', token }, browser, world });
  desk.request({ type: 'set-up', businessName: 'Juniper', memberName: 'Amir', passphrase });
  const { words } = await until(desk, 'recovery words', state => state.phase === 'recovery');
  desk.request({ type: 'recovery-kept' });
  const { business } = await until(desk, 'an online desk', isOnline);
  return { desk, business: business as BusinessId, words };
}

export function isOpen(state: DeskState): state is UnlockedDeskState {
  return state.phase === 'open';
}

export function isOnline(state: DeskState): state is UnlockedDeskState {
  return state.phase === 'open' && state.connection === 'online';
}

/** Asks for something in the conversation that a desk shows. */
export function inThread(desk: DeskEngine, request: ThreadRequest): void {
  const conversation = isOpen(desk.state) ? desk.state.thread?.id : undefined;
  if (conversation === undefined) throw new Error('The desk shows no conversation.');
  desk.request({ ...request, conversation });
}

/** Texts of a thread as `own>` or `author>` and words. */
export function texts({ items }: Pick<VisitorState, 'items'>): readonly string[] {
  return items.flatMap(item =>
    item.kind === 'text' ? [`${item.own ? 'own' : item.author}> ${item.text}`] : [],
  );
}
