import { businessBytes, businessId, messageId, peerId } from '../../protocol/ids.js';
import { importBoxKey, importSigningKey } from '../../protocol/keys.js';
import type { BoxKey } from '../../protocol/keys.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { ConversationId } from '../../wire/ids.js';
import type { NewContent } from '../thread/conversation-log.js';
import { readBusinessName } from '../model/business-name.js';
import { DeskConnection } from './desk-side.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';
import { withDesk } from './desk-exchange.js';
import { orderedRows, rowOf } from './inbox-rows.js';
import type { Received } from '../thread/received.js';
import type { ConversationRecord } from '../store/records.js';
import { markSeen } from '../thread/sequence.js';
import { sendable } from '../thread/sendable.js';
import { causeOf, CurrentErrors } from '../connection/current-errors.js';
import type { ErrorCause } from '../connection/current-errors.js';
import { Drafts } from '../thread/drafts.js';
import type { MessageId } from '../../wire/ids.js';
import type { DeskOpenState, DeskRequest, DeskThread } from '../model/desk-state.js';
import { CardTrust } from '../session/card-trust.js';
import { TypingSignal } from '../connection/typing-signal.js';
import type { Batch, Vault } from '../store/vault.js';

const pageSize = 100;
const warnDays = 30;

type OpenRequest = Exclude<
  DeskRequest,
  { type: 'set-up' | 'restore' | 'recovery-kept' | 'unlock' | 'sign-out' }
>;

/** The desk while it is unlocked. Dropping it drops every key: locking is letting go of this object. */
export class OpenDesk {
  readonly #world: DeskWorld;
  readonly #vault: Vault;
  readonly #identity: DeskIdentity;
  readonly #connection: DeskConnection;
  readonly #onChange: () => void;
  readonly #drafts: Drafts;
  readonly #errors = new CurrentErrors();
  readonly #typing = new Map<ConversationId, TypingSignal>();
  readonly #typingNow = new Set<ConversationId>();
  #selected: ConversationId | undefined;
  #shown = pageSize;
  #drawing: Promise<void> | undefined;
  #isStale = false;
  #state: DeskOpenState;

  private constructor(
    world: DeskWorld,
    ground: { store: Store; vault: Vault; identity: DeskIdentity },
    onChange: () => void,
  ) {
    this.#world = world;
    this.#vault = ground.vault;
    this.#identity = ground.identity;
    this.#onChange = onChange;
    this.#state = initialState(world, ground.identity);
    const { vault } = ground;
    this.#drafts = new Drafts({
      vault: () => Promise.resolve(vault),
      newId: () => messageId(world.ctx),
      keyOf: id => `draft/${id}`,
      sentText: (conversation, id) => this.#connection.log.ownText(conversation as ConversationId, id),
      onChanged: id => {
        this.#showDraft(id);
      },
    });
    this.#connection = new DeskConnection(world, ground, {
      onConnection: connection => {
        this.#publish({ connection });
      },
      onError: (cause, code) => {
        this.#setError(cause, code);
      },
      onFailure: cause => {
        this.fail(cause);
      },
      onChanged: () => void this.#draw(),
      onReceived: received => {
        this.#onReceived(received);
      },
      isAvailable: () => this.#state.isAvailable,
    });
  }

  /** Reads the desk's keys out of its vault. Fails with `storage-failed`. */
  static async open(world: DeskWorld, store: Store, vault: Vault, onChange: () => void): Promise<OpenDesk> {
    const { ctx } = world;
    const device = await vault.meta('device');
    const held = await vault.meta('inboxes');
    const key = device && (await importSigningKey(ctx, device.key));
    const card = await vault.meta('card');
    if (!device || !held || !key || !card) throw new SecureChatError('storage-failed');
    const root = device.root && (await importSigningKey(ctx, device.root));
    const business = (await businessId(ctx, card.bytes.slice(0, 65))).text;
    const trust = new CardTrust(ctx, business, vault);
    await trust.recall();
    const inboxes = new Map<number, BoxKey>();
    for (const { epoch, bytes } of held.keys) {
      const box = await importBoxKey(ctx, bytes);
      if (box) inboxes.set(epoch, box);
    }
    const id = await peerId(ctx, 'a', key.publicKey);
    const identity = { business, device, key, id, root, trust, inboxes };
    const desk = new OpenDesk(world, { store, vault, identity }, onChange);
    await desk.#draw();
    return desk;
  }

  get state(): DeskOpenState {
    return this.#state;
  }

  suspend(): void {
    this.#connection.stop();
  }

  resume(): void {
    this.#connection.start();
  }

  wake(): void {
    this.#connection.wake(this.#state.connection === 'offline');
  }

  /** Says what went wrong, in the strip above the thread. */
  fail(cause: unknown): void {
    const code = cause instanceof SecureChatError ? cause.code : 'storage-failed';
    if (code !== 'deposed') this.#setError(causeOf(code), code);
  }

  async handle(request: OpenRequest): Promise<void> {
    // The window in which the agent acts leads: a second desk window takes over, and the first says so.
    this.#connection.claimLead();
    switch (request.type) {
      case 'select':
        this.#selected = request.conversation;
        this.#shown = pageSize;
        return this.#draw();
      case 'take':
        return this.#connection.take(request.conversation);
      case 'send':
        return this.#send(request.conversation, request.text);
      case 'draft':
        return this.#onDraft(request.conversation, request.text, request.returned);
      case 'note':
        return this.#edit(request.conversation, conversation =>
          withDesk(conversation, { note: request.text }),
        );
      case 'seen': {
        const { conversation: id } = request;
        if (((await this.#vault.get('conversation', id))?.unread.length ?? 0) === 0) return;
        await this.#edit(id, markSeen);
        return this.#connection.pump(id);
      }
      case 'end':
        await this.#drafts.commit((batch, id) => {
          this.#addOwn(batch, request.conversation, id, { type: 'end' });
        });
        return this.#kept(request.conversation);
      case 'earlier':
        this.#shown += pageSize;
        return this.#draw();
      case 'search':
        this.#publish({ search: request.text });
        return this.#draw();
      case 'available':
        await this.#choose({ isAvailable: request.on });
        this.#connection.say(request.on);
        return;
      case 'sound':
        return this.#choose({ hasSound: request.on });
      case 'notifications':
        await this.#world.askNotifications();
        this.#publish({ notifications: this.#world.notifications() });
        return;
      case 'retry':
        this.#errors.clear();
        this.#publish({ trouble: undefined });
        this.#connection.retry();
        return;
    }
  }

  /** Commits words with the end of their draft; then they are sealed and sent. */
  async #send(conversation: ConversationId, text: string): Promise<void> {
    await this.#drafts.send(conversation, text, (batch, id, words) => {
      this.#addOwn(batch, conversation, id, { type: 'text', text: sendable(words) });
    });
    await this.#kept(conversation);
  }

  #addOwn(batch: Batch, conversation: ConversationId, id: MessageId, content: NewContent): void {
    this.#connection.log.addOwn(batch, conversation, id, content, this.#identity.device.name);
  }

  async #kept(id: ConversationId): Promise<void> {
    this.#wrote();
    await this.#draw();
    await this.#connection.kept(id);
  }

  async #onDraft(id: ConversationId, text: string, returned?: readonly string[]): Promise<void> {
    const keeping = this.#drafts.type(id, text, returned);
    this.#showDraft(id);
    const on = text !== '';
    if (this.#typingOf(id).isDue(on)) void this.#connection.sendOne(id, { type: 'typing', on }, 'transient');
    await keeping;
    this.#wrote();
  }

  #showDraft(id: string): void {
    const { thread } = this.#state;
    if (thread?.id === id) this.#publish({ thread: { ...thread, draft: this.#drafts.state(id) } });
  }

  async #edit(
    id: ConversationId,
    change: (conversation: ConversationRecord) => ConversationRecord,
  ): Promise<void> {
    await this.#connection.edit(id, change);
    await this.#draw();
  }

  async #choose(change: Partial<{ hasSound: boolean; isAvailable: boolean }>): Promise<void> {
    const { hasSound, isAvailable } = this.#state;
    const batch = this.#vault.batch();
    batch.putMeta('desk-choices', { hasSound, isAvailable, ...change });
    await batch.commit(undefined);
    await this.#draw();
  }

  #onReceived({ conversation, content, typing }: Received): void {
    const { id } = conversation;
    if (typing !== undefined || content.length > 0) this.#typingOf(id).show(typing === true ? id : '');
    if (content.some(({ type }) => type === 'text')) {
      this.#world.onArrived({ hasSound: this.#state.hasSound });
    }
  }

  #typingOf(id: ConversationId): TypingSignal {
    const known = this.#typing.get(id);
    if (known) return known;
    const signal = new TypingSignal(name => {
      if (name === '') this.#typingNow.delete(id);
      else this.#typingNow.add(id);
      void this.#draw();
    });
    this.#typing.set(id, signal);
    return signal;
  }

  #draw(): Promise<void> {
    this.#isStale = true;
    this.#drawing ??= this.#redraw().finally(() => {
      this.#drawing = undefined;
    });
    return this.#drawing;
  }

  async #redraw(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      const conversations = (await this.#vault.range('conversation', { prefix: '' })).map(
        ({ value }) => value,
      );
      const rows = conversations.map(conversation =>
        rowOf(conversation, this.#identity.id, this.#connection.online),
      );
      const selected = conversations.find(({ id }) => id === this.#selected);
      const choices = await this.#vault.meta('desk-choices');
      const { card } = this.#identity.trust;
      const days = card ? Math.floor((card.expires - this.#world.ctx.now() / 1000) / 86_400) : 0;
      this.#publish({
        rows: orderedRows(rows, this.#state.search),
        thread: selected && (await this.#thread(selected)),
        unread: conversations.reduce((count, { unread }) => count + unread.length, 0),
        ...readBusinessName(card?.name ?? ''),
        cardEndsInDays: days <= warnDays ? days : 0,
        hasSound: choices?.hasSound ?? true,
        isAvailable: choices?.isAvailable ?? true,
        notifications: this.#world.notifications(),
      });
    }
  }

  async #thread(conversation: ConversationRecord): Promise<DeskThread | undefined> {
    const { desk, id } = conversation;
    if (!desk) return undefined;
    const { ctx } = this.#world;
    const { id: self, business } = this.#identity;
    const bytes = businessBytes(business);
    const row = rowOf(conversation, self, this.#connection.online);
    await this.#drafts.read(id);
    return {
      ...(await this.#connection.log.items(id, this.#shown, { showOwnContext: true })),
      id,
      visitor: desk.visitor,
      name: row.name,
      section: row.section,
      colleague: row.colleague,
      context: desk.context,
      note: desk.note,
      draft: this.#drafts.state(id),
      typing: this.#typingNow.has(id) ? desk.visitor : '',
      safety: {
        business: await businessSafetyNumber(ctx, bytes),
        visitor: await visitorSafetyNumber(ctx, bytes, desk.visitorKey),
      },
      visitorOnline: row.visitorOnline,
      route: this.#connection.routeTo(desk.visitor),
    };
  }

  /** What was written stands: whatever kept words from it is over. */
  #wrote(): void {
    this.#setError('storage', undefined);
    this.#setError('words', undefined);
  }

  #setError(cause: ErrorCause, code: ErrorCode | undefined): void {
    this.#errors.set(cause, code);
    const { worst } = this.#errors;
    if (worst !== this.#state.trouble?.code) this.#publish({ trouble: worst && this.#troubleOf(worst) });
  }

  #troubleOf(code: ErrorCode): DeskOpenState['trouble'] {
    return { code, canRetry: code !== 'device-removed' && code !== 'admission-refused', href: undefined };
  }

  #publish(change: Partial<DeskOpenState>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.#onChange();
  }
}

function initialState(world: DeskWorld, { business, device }: DeskIdentity): DeskOpenState {
  return Object.freeze({
    phase: 'open',
    businessName: '',
    business,
    isDemo: false,
    memberName: device.name,
    isAvailable: true,
    hasSound: true,
    notifications: world.notifications(),
    connection: 'waiting',
    rows: [],
    search: '',
    thread: undefined,
    unread: 0,
    cardEndsInDays: 0,
    tag: `<script type="module" src="${world.node}/secure-chat.js"></script>\n<secure-chat business="${business}"></secure-chat>`,
    trouble: undefined,
  });
}
