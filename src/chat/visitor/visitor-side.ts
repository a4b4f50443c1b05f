import { prepareKem } from '../../protocol/ml-kem.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { Bytes } from '../../wire/bytes.js';
import type { PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { Connection } from '../connection/connection.js';
import type { Side } from '../connection/side.js';
import type { ErrorCause } from '../connection/current-errors.js';
import { CardTrust } from '../session/card-trust.js';
import { NodeClock } from '../session/node-clock.js';
import { Vault } from '../store/vault.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import type { Received } from '../thread/received.js';
import { gapOf, markSeen } from '../thread/sequence.js';
import { VisitorExchange } from './visitor-exchange.js';
import { visitorIdentity } from './visitor-identity.js';
import type { VisitorIdentity } from './visitor-identity.js';
import { VisitorRoute } from './visitor-route.js';
import type { Standing } from './visitor-route.js';
import type { VisitorWorld } from './visitor-world.js';

const maintainMs = 15_000;

export interface VisitorSideEvents {
  readonly onStanding: (change: Partial<Standing>) => void;
  /** Something is wrong, or (`undefined`) no more. */
  readonly onError: (cause: ErrorCause, code: ErrorCode | undefined) => void;
  readonly onFailure: (cause: unknown) => void;
  /** The store changed, this tab's doing; settles once it is drawn. */
  readonly onChanged: () => Promise<void>;
  readonly onReceived: (received: Received) => void;
  readonly onDeposed: () => void;
  readonly onRing: (note: TabNote) => void;
}

/** What a visitor's side stands on. */
interface Kept {
  readonly store: Store;
  readonly identity: VisitorIdentity;
  readonly vault: Vault;
  readonly trust: CardTrust;
}

/** What is the visitor's own in a connection: one conversation, first words without an answer, and the best way there is. */
export class VisitorSide implements Side {
  readonly store: Store;
  readonly identity: VisitorIdentity;
  readonly vault: Vault;
  readonly trust: CardTrust;
  readonly exchange: VisitorExchange;
  readonly #world: VisitorWorld;
  readonly #events: VisitorSideEvents;
  readonly #connection: Connection;
  readonly #route: VisitorRoute;
  readonly #clock: NodeClock;

  private constructor(world: VisitorWorld, events: VisitorSideEvents, kept: Kept) {
    const { store, identity, vault, trust } = kept;
    this.#world = world;
    this.#events = events;
    this.store = store;
    this.identity = identity;
    this.vault = vault;
    this.trust = trust;
    const { id } = identity;
    this.#clock = new NodeClock(world.ctx.now);
    this.#connection = new Connection({ ...world, id, store, vault, cardSeq: () => trust.seq }, this);
    const { log, courier } = this.#connection;
    const epoch = (): number => this.#connection.fence;
    this.exchange = new VisitorExchange({
      ...world,
      ...kept,
      log,
      courier,
      epoch,
      features: world.features ?? {},
      door: () => this.#connection.door((_conversation, payload, how) => this.sendOne(payload, how)),
      signal: this.#connection.signal,
      onFailure: events.onFailure,
    });
    this.#route = new VisitorRoute({
      link: this.#connection.link,
      wish: world.route,
      exchange: this.exchange,
      fence: epoch,
      sendOne: (payload, how) => this.sendOne(payload, how),
      onStanding: events.onStanding,
    });
  }

  /** Opens the store and reads who the customer is; fails with the store's codes. */
  static async open(world: VisitorWorld, events: VisitorSideEvents): Promise<VisitorSide> {
    const { ctx, business } = world;
    const store = await world.openStore();
    const identity = await visitorIdentity(ctx, store, business);
    const vault = new Vault(ctx, store, identity.storageKey);
    const trust = new CardTrust(ctx, business, vault);
    await trust.recall();
    return new VisitorSide(world, events, { store, identity, vault, trust });
  }

  get log(): ConversationLog {
    return this.#connection.log;
  }

  get isLeading(): boolean {
    return this.#connection.isLeading;
  }

  /** Queues for the lead, and asks whoever has it how the connection stands. */
  start(): void {
    this.#connection.start();
    this.ring({ type: 'intent' });
  }

  /** Leaves lead and connection to other tabs. */
  stop(): void {
    this.#connection.stop();
  }

  /** As `stop`, for good: what was built upon it ends, too. */
  end(): void {
    this.#connection.end();
  }

  wake(isOffline: boolean): void {
    this.#connection.wake(isOffline);
  }

  /** Takes the lead and connects, whoever has it and whatever failed. */
  retry(): void {
    // Connected before it leads, it could not keep what comes, and the node sends it once.
    if (this.isLeading) this.#connection.link.connect();
    else this.#connection.claimLead();
  }

  ring(note: TabNote): void {
    this.#connection.ring(note);
  }

  /** Leads, and settles once the node is reached. Fails with `node-unreachable` where that does not come about. */
  whenOnline(): Promise<void> {
    return this.#connection.whenOnline();
  }

  /** Sends a committed frame, the best way there is. */
  send(frame: Bytes): Promise<void> {
    return this.#connection.link.send(frame, { durable: true });
  }

  /** Seals and sends what waits. */
  pump(): void {
    if (!this.isLeading) return;
    void this.#connection.guard(async () => {
      const before = this.vault.commits;
      await this.#connection.run(() => this.exchange.sealWaiting());
      await this.#connection.courier.flush();
      if (this.vault.commits !== before) await this.#events.onChanged();
    });
  }

  /** Everything shown was seen: receipts are owed, or the leading tab is told. */
  async seen(): Promise<void> {
    if (!this.isLeading) {
      this.ring({ type: 'intent', state: 'seen' });
      return;
    }
    await this.#connection.run(async () => {
      const conversation = await this.exchange.conversation();
      if (conversation.unread.length === 0) return;
      const batch = this.vault.batch();
      batch.put('conversation', conversation.id, markSeen(conversation));
      await batch.commit(this.#connection.fence);
    });
    this.pump();
  }

  /** Sends what nobody repeats, inside the session with whoever holds the conversation. */
  async sendOne(payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    const { link } = this.#connection;
    const isWayThere = how === 'durable' ? link.state === 'open' : this.#route.current !== 'none';
    if (!this.isLeading || this.#route.holder === undefined || !isWayThere) return;
    await this.#connection.guard(async () => {
      const sessions = await this.exchange.answers();
      await this.#connection.sendOnce(() => sessions.sealOne(payload, how), how);
    });
  }

  async prepare(): Promise<void> {
    void prepareKem(this.#world.ctx);
    const [conversation] = await Promise.all([this.exchange.conversation(), this.trust.recall()]);
    this.#route.follow(conversation.holder);
  }

  async onTerm(signal: AbortSignal): Promise<void> {
    const maintaining = setInterval(() => void this.#connection.guard(() => this.#maintain()), maintainMs);
    signal.addEventListener('abort', () => {
      clearInterval(maintaining);
      this.#route.stop();
    });
    this.pump();
    await this.#route.seek();
    if (this.#route.holder !== undefined) await (await this.exchange.answers()).features.takeParked();
  }

  async prove(challenge: Challenge): Promise<Proof> {
    const { trust, identity } = this;
    // Signed while the card is checked and kept; sent only once it is.
    const [proof, taken] = await Promise.all([
      trust.prove(identity.key, identity.id, this.#world.node, challenge),
      challenge.card === undefined ? undefined : trust.take(challenge.card, this.#connection.fence),
    ]);
    if (taken) void this.#events.onChanged();
    if (!trust.card) throw new SecureChatError('card-invalid');
    this.#route.team(challenge.teamOnline);
    this.#clock.hear(challenge.time);
    return proof;
  }

  async receive(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    if (arrival.queue === 'team') return undefined;
    const sessions = await this.exchange.answers();
    return this.#connection.run(() => sessions.take(arrival, retry));
  }

  async onReceived(received: Received): Promise<void> {
    const { conversation } = received;
    if (this.#route.follow(conversation.holder)) this.#route.tell();
    this.#route.heard(received);
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) void this.sendOne({ type: 'resend', ...gap }, 'transient');
    }
    this.#events.onReceived(received);
    const drawing = this.#events.onChanged();
    this.pump();
    // What she reads comes before a better way to it.
    await drawing;
    await this.#route.seek();
  }

  async onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        this.exchange.admitted(news.mailbox);
        return;
      case 'team':
        this.#route.team(news.online);
        return news.online ? this.#route.seek({ isHopeful: true }) : undefined;
      case 'card':
        await this.trust.take(news.card, this.#connection.fence);
        // The card may remove whoever holds the conversation.
        this.pump();
        return this.#events.onChanged();
      default:
        return;
    }
  }

  onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') this.exchange.disconnected();
    if (!this.isLeading && state === 'closed') return;
    const route = this.#route.current;
    const fallen = code !== undefined || state === 'closed' ? 'offline' : 'connecting';
    this.#events.onStanding({ connection: route === 'none' ? fallen : 'online', route });
    // While the two talk directly, a node that restarts is nobody's trouble.
    this.#events.onError('link', route === 'direct' ? undefined : code);
    if (state !== 'open') return;
    this.#tellClock();
    this.pump();
    void this.#route.seek({ isHopeful: true });
  }

  onRoute(peer: PeerId, code: ErrorCode | undefined): void {
    this.#route.changed(peer, code);
    if (code === 'route-tampered' || this.#route.current === 'direct') this.#events.onError('route', code);
    this.pump();
  }

  #maintain(): Promise<void> {
    this.#tellClock();
    return this.exchange.tend();
  }

  /** A clock that was set right meanwhile is wrong no more. */
  #tellClock(): void {
    this.#events.onError('clock', this.#clock.isWrong ? 'clock-wrong' : undefined);
  }

  onAcknowledged(): void {
    // The first words are kept: whoever answers now is not kept waiting for code.
    this.exchange.answers().catch(() => undefined);
    void this.#events.onChanged();
  }

  onDeposed(): void {
    this.#events.onDeposed();
  }

  onRing(note: TabNote): void {
    if (this.isLeading && note.type === 'intent') {
      if (note.state === 'seen') void this.#connection.guard(() => this.seen());
      this.pump();
      this.#events.onStanding({});
    }
    this.#events.onRing(note);
  }

  onFailure(cause: unknown): void {
    this.#events.onFailure(cause);
  }
}
