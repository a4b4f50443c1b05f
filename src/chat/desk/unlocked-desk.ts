import { businessId, messageId, peerId } from '../../protocol/ids.js';
import { importBoxKey, importSigningKey } from '../../protocol/keys.js';
import type { BoxKey } from '../../protocol/keys.js';
import { SecureChatError } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { ConversationId, MessageId } from '../../wire/ids.js';
import type { NewContent } from '../thread/conversation-log.js';
import { DeskSide } from './desk-side.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';
import { currentErrorOf } from './desk-snapshot.js';
import { withDesk } from './desk-summary.js';
import { DeskView } from './desk-view.js';
import type { Received } from '../thread/received.js';
import type { ConversationRecord } from '../store/records.js';
import { markSeen } from '../thread/mark-seen.js';
import { sendable } from '../thread/sendable.js';
import { CurrentErrors } from '../connection/current-errors.js';
import { Drafts } from '../thread/drafts.js';
import type { UnlockedDeskState, DeskRequest } from '../model/desk-state.js';
import { CardTrust } from '../session/card-trust.js';
import { TypingSignal } from '../connection/typing-signal.js';
import type { Batch, Vault } from '../store/vault.js';

type UnlockedRequest = Exclude<
  DeskRequest,
  { type: 'set-up' | 'restore' | 'recovery-kept' | 'unlock' | 'sign-out' }
>;

/** The desk while it is unlocked. Dropping it drops every key: locking is letting go of this object. */
export class UnlockedDesk {
  readonly #world: DeskWorld;
  readonly #identity: DeskIdentity;
  readonly #connection: DeskSide;
  readonly #drafts: Drafts;
  readonly #errors: CurrentErrors;
  readonly #view: DeskView;
  readonly #typing = new Map<ConversationId, TypingSignal>();
  #wasAway = false;

  private constructor(
    world: DeskWorld,
    ground: { store: Store; vault: Vault; identity: DeskIdentity },
    onChange: () => void,
  ) {
    const { vault, identity } = ground;
    this.#world = world;
    this.#identity = identity;
    this.#errors = new CurrentErrors(worst => {
      if (worst !== this.state.error?.code) this.#view.publish({ error: worst && currentErrorOf(worst) });
    });
    this.#drafts = new Drafts({
      vault: () => Promise.resolve(vault),
      newId: () => messageId(world.ctx),
      keyOf: place => `draft/${place}`,
      sentText: (conversation, id) => this.#connection.log.ownText(conversation as ConversationId, id),
      onChanged: place => {
        this.#view.drawThread(place);
      },
    });
    this.#connection = new DeskSide(world, ground, {
      onConnection: connection => {
        this.#view.publish({ connection });
      },
      onError: (cause, code) => {
        this.#errors.set(cause, code);
      },
      onFailure: cause => {
        this.fail(cause);
      },
      onChanged: () => {
        this.#view.drawSoon();
      },
      onRing: () => {
        this.#view.readSoon();
      },
      onReceived: received => {
        this.#onReceived(received);
      },
      isAvailable: () => this.state.isAvailable,
    });
    this.#view = new DeskView({
      world,
      identity,
      vault,
      connection: this.#connection,
      drafts: this.#drafts,
      onChange,
      onFailure: cause => {
        this.fail(cause);
      },
    });
  }

  /** Reads the desk's keys out of its vault. Fails with `storage-failed`. */
  static async open(
    world: DeskWorld,
    store: Store,
    vault: Vault,
    onChange: () => void,
  ): Promise<UnlockedDesk> {
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
    const desk = new UnlockedDesk(world, { store, vault, identity }, onChange);
    await desk.#view.read();
    return desk;
  }

  get state(): UnlockedDeskState {
    return this.#view.state;
  }

  suspend(): void {
    this.#wasAway = true;
    this.#connection.stop();
  }

  resume(): void {
    this.#connection.start();
    // A window that is away hears nobody ring.
    if (this.#wasAway) this.#view.readSoon();
  }

  wake(): void {
    this.#connection.wake(this.state.connection === 'offline');
  }

  /** Says what went wrong, in the strip above the thread. */
  fail(cause: unknown): void {
    this.#errors.fail(cause);
  }

  async handle(request: UnlockedRequest): Promise<void> {
    // The window in which the agent acts leads: a second desk window takes over, and the first says so.
    this.#connection.claimLead();
    switch (request.type) {
      case 'select':
        return this.#view.select(request.conversation);
      case 'claim':
        return this.#connection.claim(request.conversation);
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
        if (this.#view.unreadOf(id) === 0) return;
        await this.#edit(id, markSeen);
        return this.#connection.pump(id);
      }
      case 'end':
        await this.#drafts.commit((batch, id) =>
          this.#addOwn(batch, request.conversation, id, { type: 'end' }),
        );
        return this.#kept(request.conversation);
      case 'earlier':
        return this.#view.showEarlier();
      case 'search':
        this.#view.search(request.text);
        return;
      case 'available':
        await this.#view.choose({ isAvailable: request.on });
        this.#connection.link.say({ type: 'available', on: request.on });
        return;
      case 'sound':
        return this.#view.choose({ hasSound: request.on });
      case 'notifications':
        await this.#world.askNotifications();
        this.#view.publish({ notifications: this.#world.notifications() });
        return;
      case 'retry':
        this.#errors.clear();
        this.#connection.retry();
        return;
    }
  }

  /** Commits words with the end of their draft; then they are sealed and sent. */
  async #send(conversation: ConversationId, text: string): Promise<void> {
    await this.#drafts.send(conversation, text, (batch, id, words) =>
      this.#addOwn(batch, conversation, id, { type: 'text', text: sendable(words) }),
    );
    await this.#kept(conversation);
  }

  async #addOwn(
    batch: Batch,
    conversation: ConversationId,
    id: MessageId,
    content: NewContent,
  ): Promise<void> {
    await this.#connection.log.readEnd(conversation);
    this.#connection.log.addOwn(batch, conversation, id, content, this.#identity.device.name);
  }

  async #kept(id: ConversationId): Promise<void> {
    this.#errors.wrote();
    this.#view.draw();
    await this.#connection.kept(id);
  }

  async #onDraft(id: ConversationId, text: string, returned?: readonly string[]): Promise<void> {
    const keeping = this.#drafts.type(id, text, returned);
    this.#view.drawThread(id);
    const on = text !== '';
    if (this.#typingOf(id).isDue(on)) void this.#connection.send(id, { type: 'typing', on }, 'transient');
    await keeping;
    // What came back stands in its field: what kept it from being sent is told until somebody types on.
    if (!returned) this.#errors.wrote();
  }

  async #edit(
    id: ConversationId,
    change: (conversation: ConversationRecord) => ConversationRecord,
  ): Promise<void> {
    await this.#connection.edit(id, change);
    this.#view.draw();
  }

  #onReceived({ conversation, content, typing }: Received): void {
    const { id } = conversation;
    if (typing !== undefined || content.length > 0) this.#typingOf(id).show(typing === true ? id : '');
    if (content.some(({ type }) => type === 'text')) {
      this.#world.onArrived({ hasSound: this.state.hasSound });
    }
  }

  #typingOf(id: ConversationId): TypingSignal {
    const known = this.#typing.get(id);
    if (known) return known;
    const signal = new TypingSignal(name => {
      this.#view.setTyping(id, name !== '');
    });
    this.#typing.set(id, signal);
    return signal;
  }
}
