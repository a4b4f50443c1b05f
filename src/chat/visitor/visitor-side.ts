import { prepareKem } from '../../protocol/ml-kem.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { RouteWish } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { Connection } from '../connection/connection.js';
import type { ErrorCause } from '../connection/current-errors.js';
import type { FeatureLoaders } from '../feature.js';
import { CardTrust } from '../session/card-trust.js';
import { NodeClock } from '../session/node-clock.js';
import { Vault } from '../store/vault.js';
import type { Received } from '../thread/received.js';
import { markSeen } from '../thread/mark-seen.js';
import { VisitorExchange } from './visitor-exchange.js';
import { visitorIdentity } from './visitor-identity.js';
import type { VisitorIdentity } from './visitor-identity.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';
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
export class VisitorSide extends Connection implements VisitorExchangeWorld {
  readonly identity: VisitorIdentity;
  readonly features: FeatureLoaders;
  readonly wish: RouteWish;
  readonly exchange: VisitorExchange;
  readonly #node: string;
  readonly #events: VisitorSideEvents;
  readonly #route: VisitorRoute;
  readonly #clock: NodeClock;

  private constructor(world: VisitorWorld, events: VisitorSideEvents, kept: Kept) {
    const { ctx, node, route, features = {} } = world;
    const { onFailure, onStanding } = events;
    const { identity } = kept;
    super({ ...world, ...kept, id: identity.id, onFailure });
    this.identity = identity;
    this.features = features;
    this.wish = route;
    this.#node = node;
    this.#events = events;
    this.#clock = new NodeClock(ctx.now);
    this.exchange = new VisitorExchange(this);
    this.#route = new VisitorRoute(this, onStanding);
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

  /** Seals and sends what waits. */
  pump(): void {
    if (!this.isLeading) return;
    void this.guard(async () => {
      const before = this.vault.commits;
      await this.run(() => this.exchange.sealWaiting());
      await this.courier.flush();
      if (this.vault.commits !== before) await this.#events.onChanged();
    });
  }

  /** Everything shown was seen: receipts are owed, or the leading tab is told. */
  async seen(): Promise<void> {
    if (!this.isLeading) {
      this.ring({ type: 'intent', state: 'seen' });
      return;
    }
    await this.commit(async batch => {
      const conversation = await this.exchange.conversation();
      if (conversation.unread.length > 0) batch.put('conversation', conversation.id, markSeen(conversation));
    });
    this.pump();
  }

  async send(_conversation: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    const isWayThere = how === 'durable' ? this.link.state === 'open' : this.#route.current !== 'none';
    if (!this.isLeading || this.#route.holder === undefined || !isWayThere) return;
    await this.guard(async () => {
      const sessions = await this.exchange.answers();
      await this.sendOnce(() => sessions.sealOne(payload, how), how);
    });
  }

  protected async prepare(): Promise<void> {
    void prepareKem(this.ctx);
    const [conversation] = await Promise.all([this.exchange.conversation(), this.trust.recall()]);
    this.#route.follow(conversation);
  }

  protected async onTerm(signal: AbortSignal): Promise<void> {
    const maintaining = setInterval(() => void this.guard(() => this.#maintain()), maintainMs);
    signal.addEventListener('abort', () => {
      clearInterval(maintaining);
      this.#route.stop();
    });
    this.pump();
    await this.#route.seek();
    if (this.#route.holder !== undefined) await (await this.exchange.answers()).features.receiveParked();
  }

  protected async prove(challenge: Challenge): Promise<Proof> {
    const { trust, identity } = this;
    // Signed while the card is checked and kept; sent only once it is.
    const [proof, taken] = await Promise.all([
      trust.prove(identity.key, identity.id, this.#node, challenge),
      challenge.card === undefined ? undefined : trust.accept(challenge.card, this.fence),
    ]);
    if (taken) void this.#events.onChanged();
    if (!trust.card) throw new SecureChatError('card-invalid');
    this.#route.team(challenge.teamOnline);
    this.#clock.hear(challenge.time);
    return proof;
  }

  protected async receive(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    if (arrival.queue === 'team') return undefined;
    const sessions = await this.exchange.answers();
    return this.run(() => sessions.receiveArrival(arrival, retry));
  }

  protected async onReceived(received: Received): Promise<void> {
    const { conversation } = received;
    if (this.#route.follow(conversation)) this.#tellRoute();
    this.#route.heard(received);
    this.#events.onReceived(received);
    const drawing = this.#events.onChanged();
    this.pump();
    (await this.exchange.answers()).askAgain(conversation);
    // What she reads comes before a better way to it.
    await drawing;
    await this.#route.seek();
  }

  protected async onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        this.exchange.toCome = news.mailbox;
        return;
      case 'team':
        this.#route.team(news.online);
        return news.online ? this.#route.seek({ isHopeful: true }) : undefined;
      case 'card':
        await this.trust.accept(news.card, this.fence);
        // The card may remove whoever holds the conversation.
        this.pump();
        return this.#events.onChanged();
      default:
        return;
    }
  }

  protected onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') this.exchange.disconnected();
    if (!this.isLeading && state === 'closed') return;
    this.#route.tell(code !== undefined || state === 'closed' ? 'offline' : 'connecting');
    // While the two talk directly, a node that restarts is nobody's trouble.
    this.#events.onError('link', this.#route.current === 'direct' ? undefined : code);
    if (state !== 'open') return;
    this.#tellClock();
    this.pump();
    void this.#route.seek({ isHopeful: true });
  }

  protected onRoute(peer: PeerId, code: ErrorCode | undefined): void {
    this.#route.changed(peer, code);
    this.#tellRoute();
    if (code === 'route-tampered' || this.#route.current === 'direct') this.#events.onError('route', code);
    this.pump();
  }

  protected onAcknowledged(): void {
    // The first words are kept: whoever answers now is not kept waiting for code.
    this.exchange.answers().catch(() => undefined);
    void this.#events.onChanged();
  }

  protected onDeposed(): void {
    this.#events.onDeposed();
  }

  protected onRing(note: TabNote): void {
    if (this.isLeading && note.type === 'intent') {
      if (note.state === 'seen') void this.guard(() => this.seen());
      this.pump();
      this.#events.onStanding({});
    }
    this.#events.onRing(note);
  }

  #maintain(): Promise<void> {
    this.#tellClock();
    return this.exchange.maintain();
  }

  #tellRoute(): void {
    this.#route.tell(this.link.state === 'open' ? 'connecting' : 'offline');
  }

  /** A clock that was set right meanwhile is wrong no more. */
  #tellClock(): void {
    this.#events.onError('clock', this.#clock.isWrong ? 'clock-wrong' : undefined);
  }
}
