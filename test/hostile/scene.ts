import { issueCard, readCard } from '../../src/protocol/card.js';
import type { CardFields, VerifiedCard } from '../../src/protocol/card.js';
import { createAccept } from '../../src/protocol/accept.js';
import { issueCertificate } from '../../src/protocol/certificate.js';
import { peerId } from '../../src/protocol/ids.js';
import { generateSigningKey, importBoxKey, importSigningKey } from '../../src/protocol/keys.js';
import type { BoxKey, SigningKey } from '../../src/protocol/keys.js';
import { receiveOpen } from '../../src/protocol/open.js';
import type { ReceivedOpen } from '../../src/protocol/open.js';
import { backupId, decodeBackup, openBackup } from '../../src/protocol/recovery.js';
import { readRecoveryCode } from '../../src/chat/recovery-words.js';
import type { DeskEngine } from '../../src/chat/desk-engine.js';
import type { ConversationRow, DeskOpenState } from '../../src/chat/state.js';
import type { VisitorEngine } from '../../src/chat/visitor-engine.js';
import { HttpNodeApi } from '../../src/transport/node-api.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { BusinessId, PeerId } from '../../src/wire/ids.js';
import { Browser, isOpen, setUp, texts, visit } from '../support/people.js';
import { until } from '../support/until.js';
import type { Stage } from './attack.js';
import type { HostileNode } from './hostile-node.js';

/** A device as a test holds it: the key, and the root's word on it. */
export interface HeldDevice {
  readonly id: PeerId;
  readonly key: SigningKey;
  readonly certificate: string;
}

/** A clock that is moved by hand; it starts at the real time, as the node's does. */
export class Clock {
  shiftMs = 0;
  readonly ctx = { crypto: globalThis.crypto, now: (): number => Date.now() + this.shiftMs };

  pass(hours: number): void {
    this.shiftMs += hours * 3_600_000;
  }
}

/** Amir's open desk and its visitors, over a node in the wrong hands. */
export class Scene implements AsyncDisposable {
  readonly node: HostileNode;
  readonly desk: DeskEngine;
  readonly business: BusinessId;
  readonly words: readonly string[];
  /** The visitors' clock, and the desk's. */
  readonly clock = new Clock();
  readonly deskClock: Clock;
  /** What the desk's browser keeps. */
  readonly browser: Browser;
  readonly #engines: { suspend(): void }[];

  private constructor(
    node: HostileNode,
    browser: Browser,
    deskClock: Clock,
    made: Awaited<ReturnType<typeof setUp>>,
  ) {
    this.node = node;
    this.browser = browser;
    this.deskClock = deskClock;
    this.desk = made.desk;
    this.business = made.business;
    this.words = made.words;
    this.#engines = [made.desk];
  }

  static async open(stage: Stage): Promise<Scene> {
    const node = await stage.node();
    const [browser, clock] = [new Browser(), new Clock()];
    const made = await setUp(node.origin, node.token, browser, { ctx: clock.ctx });
    return new Scene(node, browser, clock, made);
  }

  /** A visitor at her page, by the scene's clock. */
  async visit(browser = new Browser()): Promise<VisitorEngine> {
    const { node, business, clock } = this;
    const engine = await visit({ node: node.origin, business, browser, world: { ctx: clock.ctx } });
    this.#engines.push(engine);
    return engine;
  }

  /** Ends an engine with the scene. */
  keep<Engine extends { suspend(): void }>(engine: Engine): Engine {
    this.#engines.push(engine);
    return engine;
  }

  /** Waits until the desk lists somebody whose last words these are. */
  async row(lastText: string): Promise<ConversationRow> {
    const find = ({ rows }: DeskOpenState): ConversationRow | undefined =>
      rows.find(row => row.lastText === lastText);
    const isThere = (state: unknown): boolean =>
      isOpen(state as DeskOpenState) && find(state as DeskOpenState) !== undefined;
    await until(this.desk, `a row that says ${lastText}`, isThere);
    const { state } = this.desk;
    const row = isOpen(state) ? find(state) : undefined;
    if (!row) throw new Error('the row went away');
    return row;
  }

  /** Amir answers whoever said `lastText` last. */
  async answer(lastText: string, text: string): Promise<void> {
    const { id } = await this.row(lastText);
    this.desk.request({ type: 'select', conversation: id });
    await until(this.desk, 'the thread', state => isOpen(state) && state.thread?.id === id);
    this.desk.request({ type: 'send', text });
  }

  /** Amir says more in the thread that is open. */
  say(text: string): void {
    this.desk.request({ type: 'send', text });
  }

  /** The texts of the thread that is open at the desk. */
  get deskTexts(): readonly string[] {
    const { state } = this.desk;
    return isOpen(state) && state.thread ? texts(state.thread) : [];
  }

  /** Vera and Amir after a first exchange: she asked, he answered, she thanked him. */
  async talk(vera: VisitorEngine): Promise<void> {
    await vera.send('question');
    await this.answer('question', 'answer');
    await shows(vera, 'answer');
    await vera.send('thanks');
    // Receipts and all: what passes from here on is what the attack is about.
    await until(vera, 'the last receipt', ({ items }) => {
      const last = items.findLast(item => item.kind === 'text');
      return last?.kind === 'text' && last.text === 'thanks' && last.delivery === 'delivered';
    });
    const line = [...this.node.lines].findLast(one => one.id?.startsWith('v'));
    if (line) await this.node.quiet(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const engine of this.#engines) engine.suspend();
    return Promise.resolve();
  }
}

/** Lets everything that is under way in this process come to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await new Promise(resolve => setImmediate(resolve));
}

/** Waits until a visitor sees words of the other side. */
export async function shows(visitor: VisitorEngine, words: string): Promise<void> {
  await until(visitor, words, state => texts(state).some(text => text.endsWith(`> ${words}`)));
}

/** What only the owner has: the root and every inbox key, out of the backup and its twelve words. */
export class Owner {
  readonly root: SigningKey;
  readonly inboxes: ReadonlyMap<number, BoxKey>;
  readonly card: VerifiedCard;
  readonly #scene: Scene;

  private constructor(
    scene: Scene,
    root: SigningKey,
    inboxes: ReadonlyMap<number, BoxKey>,
    card: VerifiedCard,
  ) {
    this.#scene = scene;
    this.root = root;
    this.inboxes = inboxes;
    this.card = card;
  }

  static async of(scene: Scene): Promise<Owner> {
    const { ctx } = scene.clock;
    const code = readRecoveryCode(scene.words.join(' ')) ?? new Uint8Array();
    const answer = await new HttpNodeApi(scene.node.origin).backup(await backupId(ctx, code));
    const sealed = await openBackup(ctx, code, fromBase64url(answer.data) ?? new Uint8Array());
    const backup = sealed && decodeBackup(sealed);
    const root = backup && (await importSigningKey(ctx, backup.root));
    const bytes = fromBase64url(answer.card) ?? new Uint8Array();
    const read = await readCard(ctx, { business: scene.business, bytes });
    if (!backup || !root || !read.ok) throw new Error('the backup does not open');
    const inboxes = new Map<number, BoxKey>();
    for (const { epoch, key } of backup.inboxes) {
      const box = await importBoxKey(ctx, key);
      if (box) inboxes.set(epoch, box);
    }
    return new Owner(scene, root, inboxes, read.card);
  }

  /** A later card of the root's, that differs in what is given. */
  async sign(changes: Partial<CardFields>): Promise<Bytes> {
    const { seq, issued, expires, name, inbox, certificatesFrom, policy, words, origins } = this.card;
    const rest = { siteKeys: [], hours: null, revoked: [] };
    return issueCard(this.#scene.clock.ctx, this.root, {
      ...{ issued, expires, name, inbox, certificatesFrom, policy, words, origins, ...rest },
      seq: seq + 1,
      ...changes,
    });
  }

  /** A colleague of Amir's with the root's word on her. */
  async hire(name: string): Promise<HeldDevice> {
    const { ctx } = this.#scene.clock;
    const key = await generateSigningKey(ctx, { extractable: false });
    const since = Math.floor(Date.now() / 1_000);
    const about = { member: name, name, role: 'agent', since, until: since + 86_400 } as const;
    const certificate = await issueCertificate(ctx, this.root, { ...about, device: key.publicKey });
    return { id: await peerId(ctx, 'a', key.publicKey), key, certificate };
  }

  /** An open as any holder of the inbox key reads it. */
  async read(frame: Bytes): Promise<ReceivedOpen> {
    const { clock, business } = this.#scene;
    const result = await receiveOpen(clock.ctx, { business, inboxes: this.inboxes, frame });
    if (!result.ok) throw new Error('an inbox key does not open the open');
    return result.open;
  }

  /** An accept by such a colleague. */
  async accept(open: ReceivedOpen, device: HeldDevice, claim: number, card?: Bytes): Promise<Bytes> {
    return (await createAccept(this.#scene.clock.ctx, { open, device, claim, card })).frame;
  }
}
