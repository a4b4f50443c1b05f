import { businessBytes } from '../../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import type { Bytes } from '../../wire/bytes.js';
import type { ConversationId } from '../../wire/ids.js';
import type { UnlockedDeskState, DeskThread } from '../model/desk-state.js';
import type { SafetyNumbers } from '../model/thread-state.js';
import type { ConversationRecord, MetaRecords } from '../store/records.js';
import type { Change, Vault } from '../store/vault.js';
import type { Drafts } from '../thread/drafts.js';
import type { DeskSide } from './desk-side.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';
import { cardState, initialState } from './desk-snapshot.js';
import { ShownThread } from './desk-thread.js';
import { InboxRows, isSame } from './inbox-rows.js';
import { Paced } from './paced.js';

/** Bursts are drawn once a frame of the screen; what other windows do is read less often: it costs a look at every row. */
const drawEveryMs = 16;
const readEveryMs = 100;

type Choices = MetaRecords['desk-choices'];

export interface DeskViewWorld {
  readonly world: DeskWorld;
  readonly identity: DeskIdentity;
  readonly vault: Vault;
  readonly connection: Pick<DeskSide, 'online' | 'link' | 'log'>;
  readonly drafts: Drafts;
  readonly onChange: () => void;
  readonly onFailure: (cause: unknown) => void;
}

/**
 * What the unlocked desk shows, in memory: read when it opens and when another window rings, and following each commit of
 * this one. So a key touches the draft, a message its row and its line, whatever else the store holds.
 */
export class DeskView {
  readonly #world: DeskViewWorld;
  readonly #rows: InboxRows;
  readonly #typingNow = new Set<ConversationId>();
  readonly #drawing: Paced;
  readonly #reading: Paced;
  /** Conversations that this window committed since the rows began to be read: what is read may be older. */
  readonly #newer = new Set<ConversationId>();
  #thread: ShownThread | undefined;
  #choices: Choices = { hasSound: true, isAvailable: true };
  #state: UnlockedDeskState;

  constructor(world: DeskViewWorld) {
    const { business, device, id } = world.identity;
    this.#world = world;
    this.#rows = new InboxRows(id);
    this.#state = initialState({ node: world.world.node, business, memberName: device.name });
    this.#drawing = new Paced(() => {
      this.draw();
    }, drawEveryMs);
    this.#reading = new Paced(() => this.read().catch(world.onFailure), readEveryMs);
    world.vault.watch(changes => {
      for (const change of changes) this.#follow(change);
    });
  }

  get state(): UnlockedDeskState {
    return this.#state;
  }

  unreadOf(id: ConversationId): number {
    return this.#rows.row(id)?.unread ?? 0;
  }

  /** Reads what is shown; opens only what other windows changed. */
  async read(): Promise<void> {
    const { vault, drafts } = this.#world;
    const thread = this.#thread;
    this.#newer.clear();
    const [[conversations, choices]] = await Promise.all([
      vault.read([
        { table: 'conversation', range: { prefix: '' } },
        { table: 'meta', key: 'desk-choices' },
      ]),
      thread?.read(),
      thread && drafts.read(thread.id),
    ]);
    const isNewer = (id: ConversationId): boolean => this.#newer.has(id);
    this.#rows.putAll(
      conversations.map(({ value }) => value),
      isNewer,
    );
    if (choices) this.#choices = choices as Choices;
    this.draw();
  }

  /** Another window changed the store. */
  readSoon(): void {
    this.#reading.soon();
  }

  /** Shows what stands in memory. */
  draw(): void {
    const { connection, identity, world } = this.#world;
    this.#rows.setOnline(connection.online.ids);
    this.publish({
      ...this.#choices,
      ...cardState(identity.trust, world.ctx.now()),
      rows: this.#rows.shown,
      unread: this.#rows.unread,
      thread: this.#drawnThread(),
      notifications: world.notifications(),
    });
  }

  /** The store, or who is online, changed. */
  drawSoon(): void {
    this.#drawing.soon();
  }

  /** Shows the thread anew where it is this one, and nothing else. */
  drawThread(id: string): void {
    if (this.#thread?.id === id) this.publish({ thread: this.#drawnThread() });
  }

  /** Shows a conversation in this very task, so that the next key is typed into its composer; its lines follow. */
  async select(id: ConversationId | undefined): Promise<void> {
    const key = id && this.#rows.record(id)?.desk?.visitorKey;
    const { log } = this.#world.connection;
    const thread = key && new ShownThread(id, log, () => this.#safetyOf(key));
    this.#thread = thread;
    this.draw();
    if (!thread) return;
    await Promise.all([thread.read(), this.#world.drafts.read(thread.id)]);
    this.draw();
  }

  async showEarlier(): Promise<void> {
    await this.#thread?.readEarlier();
    this.draw();
  }

  search(text: string): void {
    this.#rows.search(text);
    this.publish({ search: text, rows: this.#rows.shown });
  }

  /** Keeps a choice of the agent. */
  async choose(change: Partial<Choices>): Promise<void> {
    const choices = { ...this.#choices, ...change };
    const batch = this.#world.vault.batch();
    batch.putMeta('desk-choices', choices);
    await batch.commit(undefined);
    this.#choices = choices;
    this.draw();
  }

  setTyping(id: ConversationId, isTyping: boolean): void {
    if (isTyping) this.#typingNow.add(id);
    else this.#typingNow.delete(id);
    this.drawThread(id);
  }

  publish(change: Partial<UnlockedDeskState>): void {
    const state = { ...this.#state, ...change };
    if (isSame(state, this.#state)) return;
    this.#state = Object.freeze(state);
    this.#world.onChange();
  }

  /** Follows a commit of this window. */
  #follow(change: Change): void {
    this.#thread?.follow(change);
    if (change.table !== 'conversation') return;
    const id = change.key as ConversationId;
    this.#newer.add(id);
    if (change.record) this.#rows.put(change.record as ConversationRecord);
    else this.#rows.remove(id);
  }

  #drawnThread(): DeskThread | undefined {
    const thread = this.#thread;
    const row = thread && this.#rows.row(thread.id);
    const desk = thread && this.#rows.record(thread.id)?.desk;
    if (!row || !desk) return undefined;
    const { drafts, connection } = this.#world;
    return thread.draw({
      desk,
      row,
      draft: drafts.state(row.id),
      isTyping: this.#typingNow.has(row.id),
      route: connection.link.routeTo(desk.visitor),
    });
  }

  async #safetyOf(visitorKey: Bytes): Promise<SafetyNumbers> {
    const { world, identity } = this.#world;
    const bytes = businessBytes(identity.business);
    const [business, visitor] = await Promise.all([
      businessSafetyNumber(world.ctx, bytes),
      visitorSafetyNumber(world.ctx, bytes, visitorKey),
    ]);
    return { business, visitor };
  }
}
