import type { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import type { ConversationRow, UnlockedDeskState } from '../../src/chat/model/desk-state.js';
import type { VisitorEngine } from '../../src/chat/visitor/visitor-engine.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { Browser, inThread, isOpen, setUp, texts, visit } from '../support/people.js';
import { until } from '../support/until.js';
import type { Stage } from './attack.js';
import type { HostileNode } from './hostile-node.js';

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

  /** A visitor who wrote, and whom the desk lists. */
  async asking(words: string, browser?: Browser): Promise<VisitorEngine> {
    const visitor = await this.visit(browser);
    await visitor.send(words);
    await this.row(words);
    return visitor;
  }

  /** Ends an engine with the scene. */
  keep<Engine extends { suspend(): void }>(engine: Engine): Engine {
    this.#engines.push(engine);
    return engine;
  }

  /** Waits until the desk lists somebody whose last words these are. */
  async row(lastText: string): Promise<ConversationRow> {
    const find = ({ rows }: UnlockedDeskState): ConversationRow | undefined =>
      rows.find(row => row.lastText === lastText);
    const isThere = (state: unknown): boolean =>
      isOpen(state as UnlockedDeskState) && find(state as UnlockedDeskState) !== undefined;
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
    inThread(this.desk, { type: 'send', text });
  }

  /** Amir says more in the thread that is open. */
  say(text: string): void {
    inThread(this.desk, { type: 'send', text });
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
    await this.node.quiet(this.node.line('v'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const engine of this.#engines) engine.suspend();
    return Promise.resolve();
  }
}

/**
 * Lets everything that is under way in this process come to its end: as many turns, each behind a key being made, as
 * nothing here has steps. It waits on a slow machine for as long as the engines need there.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Waits until a visitor sees words of the other side. */
export async function shows(visitor: VisitorEngine, words: string): Promise<void> {
  await until(visitor, words, state => texts(state).some(text => text.endsWith(`> ${words}`)));
}
