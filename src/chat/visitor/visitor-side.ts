import type { Context } from '../../protocol/context.js';
import { prepareKem } from '../../protocol/ml-kem.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { PeerLink, PeerLinkOptions, RouteWish } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { ConversationLog } from '../thread/conversation-log.js';
import { Courier } from '../connection/courier.js';
import { readTabNote } from '../connection/tab-note.js';
import type { TabNote } from '../connection/tab-note.js';
import type { DirectRoute } from '../connection/direct-route.js';
import type { Received } from '../thread/payload-handlers.js';
import { gapOf, markSeen } from '../thread/sequence.js';
import { Serial } from '../store/serial.js';
import type { VisitorState } from '../state.js';
import { Trust } from '../session/card-trust.js';
import { Vault } from '../store/vault.js';
import { visitorIdentity } from './visitor-identity.js';
import type { VisitorIdentity } from './visitor-identity.js';
import { VisitorMail } from './visitor-exchange.js';

const tendMs = 15_000;
/** Whoever was heard so recently is there, whatever the node says of the team, in ms. */
const heardRecentlyMs = 300_000;

/** Concrete stores and carriers, chosen in `app/`. */
export interface ConnectionWorld {
  readonly ctx: Context;
  readonly business: BusinessId;
  /** Origin of the node. */
  readonly node: string;
  /** What the page wishes: only where it is not the relay, a direct way is looked for. */
  readonly route: RouteWish;
  readonly openStore: () => Promise<Store>;
  readonly makeLead: (events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
}

/** How the connection stands, as all tabs show it. */
export type Standing = Pick<VisitorState, 'connection' | 'route' | 'teamOnline' | 'trouble'>;

export interface ConnectionEvents {
  readonly onStanding: (change: Partial<Omit<Standing, 'trouble'>>) => void;
  /** Something is wrong, or (`undefined`) no more. */
  readonly onTrouble: (code: ErrorCode | undefined) => void;
  readonly onFailure: (cause: unknown) => void;
  /** The store changed, this tab's doing; settles once it is drawn. */
  readonly onChanged: () => Promise<void>;
  readonly onReceived: (received: Received) => void;
  readonly onDeposed: () => void;
  readonly onRing: (note: TabNote) => void;
}

/** What a connection stands on. */
interface Ground {
  readonly store: Store;
  readonly identity: VisitorIdentity;
  readonly vault: Vault;
  readonly trust: Trust;
}

/** The tab that leads holds the connection: it seals what waits, takes in what comes, and looks for the best way. */
export class VisitorConnection {
  readonly store: Store;
  readonly identity: VisitorIdentity;
  readonly vault: Vault;
  readonly trust: Trust;
  readonly log: ConversationLog;
  readonly mail: VisitorMail;
  readonly #world: ConnectionWorld;
  readonly #events: ConnectionEvents;
  readonly #serial = new Serial();
  readonly #courier: Courier;
  readonly #link: PeerLink;
  readonly #lead: TabLead<TabNote>;
  #direct: DirectRoute | undefined;
  /** The device that this side has a session with, and when it was last heard, in ms of the page's clock. */
  #holder: PeerId | undefined;
  #heardAt = -Infinity;
  #isTeamOnline = false;
  #isClockWrong = false;
  #epoch: number | undefined;
  /** Counts leads and ends of leads: what was begun under an earlier count ended with it. */
  #turn = 0;
  #tending: ReturnType<typeof setInterval> | undefined;

  private constructor(world: ConnectionWorld, events: ConnectionEvents, ground: Ground) {
    const { ctx, business, node, makeLead, makeLink } = world;
    const { store, identity, vault, trust } = ground;
    this.#world = world;
    this.#events = events;
    this.store = store;
    this.identity = identity;
    this.vault = vault;
    this.trust = trust;
    this.log = new ConversationLog(vault, ctx.now);
    const { log } = this;
    const epoch = (): number => this.#fence;
    this.#link = makeLink({
      node,
      business,
      id: identity.id,
      cardSeq: () => trust.seq,
      prove: challenge => this.#prove(challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        this.#onLinkState(state, error?.code);
      },
      onNews: news => {
        this.#onNews(news);
      },
      onRoute: (peer, error) => {
        this.#onRoute(peer, error?.code);
      },
    });
    this.#courier = new Courier({
      vault,
      log,
      serial: this.#serial,
      epoch,
      send: frame => this.send(frame),
      onSettled: () => {
        // The first words are kept: whoever answers now is not kept waiting for code.
        this.mail.answers().catch(() => undefined);
        void events.onChanged();
      },
    });
    this.mail = new VisitorMail({
      ctx,
      business,
      identity,
      store,
      vault,
      log,
      courier: this.#courier,
      trust,
      epoch,
    });
    this.#lead = makeLead({
      onLead: () => void this.#guard(() => this.#onLead()),
      onDeposed: () => {
        this.#leave();
        events.onDeposed();
      },
      onRing: note => {
        this.#onRing(note);
      },
      readNote: readTabNote,
    });
  }

  /** Opens the store and reads who the customer is; fails with the store's codes. */
  static async open(world: ConnectionWorld, events: ConnectionEvents): Promise<VisitorConnection> {
    const { ctx, business } = world;
    const store = await world.openStore();
    const identity = await visitorIdentity(ctx, store, business);
    const vault = new Vault(ctx, store, identity.storageKey);
    const trust = new Trust(ctx, business, vault);
    await trust.recall();
    return new VisitorConnection(world, events, { store, identity, vault, trust });
  }

  get isLeading(): boolean {
    return this.#epoch !== undefined;
  }

  /** Queues for the lead, and asks whoever has it how the connection stands. */
  start(): void {
    this.#lead.start();
    this.#lead.ring({ type: 'intent' });
  }

  /** Leaves lead and connection to other tabs. */
  stop(): void {
    this.#lead.stop();
    this.#leave();
  }

  /** The tab is seen: if the leader is frozen, this one takes over; what waits for its next try tries now. */
  wake(isOffline: boolean): void {
    this.#lead.ring({ type: 'intent' });
    if (this.isLeading && isOffline) this.#link.connect();
  }

  /** Takes the lead and connects, whoever has it and whatever failed. */
  retry(): void {
    // Connected before it leads, it could not keep what comes, and the node sends it once.
    if (this.isLeading) this.#link.connect();
    else this.#lead.steal();
  }

  ring(note: TabNote): void {
    this.#lead.ring(note);
  }

  /** Sends a committed frame, the best way there is. */
  send(frame: Parameters<PeerLink['send']>[0]): Promise<void> {
    return this.#link.send(frame, { durable: true });
  }

  /** Seals and sends what waits. */
  pump(): void {
    if (!this.isLeading) return;
    void this.#guard(async () => {
      const before = this.vault.commits;
      await this.#serial.run(() => this.mail.sealWaiting());
      await this.#courier.flush();
      if (this.vault.commits !== before) await this.#events.onChanged();
    });
  }

  /** Everything shown was seen: receipts are owed, or the leading tab is told. */
  async seen(): Promise<void> {
    if (!this.isLeading) {
      this.ring({ type: 'intent', state: 'seen' });
      return;
    }
    await this.#serial.run(async () => {
      const conversation = await this.mail.conversation();
      if (conversation.unread.length === 0) return;
      const batch = this.vault.batch();
      batch.put('conversation', conversation.id, markSeen(conversation));
      await batch.commit(this.#fence);
    });
    this.pump();
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  async sendOne(payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    const isWayThere = how === 'durable' ? this.#link.state === 'open' : this.#route() !== 'none';
    if (!this.isLeading || this.#holder === undefined || !isWayThere) return;
    await this.#guard(async () => {
      const answers = await this.mail.answers();
      const frame = await this.#serial.run(() => answers.sealOne(payload, how));
      if (!frame) return;
      const options = how === 'transient' ? { durable: false } : ({ durable: true, by: 'relay' } as const);
      // The way closed meanwhile: the state says so, and both are said anew when it matters.
      await this.#link.send(frame, options).catch(() => undefined);
    });
  }

  /** A fence that no leader has, where this tab does not lead: what it commits is refused. */
  get #fence(): number {
    return this.#epoch ?? -1;
  }

  async #onLead(): Promise<void> {
    const turn = ++this.#turn;
    void prepareKem(this.#world.ctx);
    const epoch = await this.store.raiseFence();
    const [{ holder }] = await Promise.all([
      this.mail.conversation(),
      this.#courier.begin(),
      this.trust.recall(),
    ]);
    // Gone meanwhile: what would come on a connection now could not be kept.
    if (this.#turn !== turn) return;
    // Last: before the courier knows where the numbers stand, a frame would take the place of one that still waits.
    this.#epoch = epoch;
    this.#follow(holder);
    this.#link.connect();
    void this.#seekDirect();
    this.#tending = setInterval(() => void this.#guard(() => this.mail.tend()), tendMs);
    this.pump();
  }

  #leave(): void {
    this.#turn++;
    clearInterval(this.#tending);
    this.#epoch = undefined;
    this.#direct?.stop();
    this.#direct = undefined;
    this.#link.close();
  }

  #onRing(note: TabNote): void {
    if (this.isLeading && note.type === 'intent') {
      if (note.state === 'seen') void this.#guard(() => this.seen());
      this.pump();
      this.#events.onStanding({});
    }
    this.#events.onRing(note);
  }

  async #prove(challenge: Challenge): Promise<Proof> {
    const { trust, identity } = this;
    // Signed while the card is checked and kept; sent only once it is.
    const [proof, taken] = await Promise.all([
      trust.prove(identity.key, identity.id, this.#world.node, challenge),
      challenge.card === undefined ? undefined : trust.take(challenge.card, this.#fence),
    ]);
    if (taken) void this.#events.onChanged();
    if (!trust.card) throw new SecureChatError('card-invalid');
    this.#onTeam(challenge.teamOnline);
    this.#isClockWrong = trust.isClockWrong(challenge);
    return proof;
  }

  #onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') this.mail.disconnected();
    if (!this.isLeading && state === 'closed') return;
    const route = this.#route();
    const fallen = code !== undefined || state === 'closed' ? 'offline' : 'connecting';
    this.#events.onStanding({ connection: route === 'none' ? fallen : 'online', route });
    // While the two talk directly, a node that restarts is nobody's trouble.
    this.#events.onTrouble(route === 'direct' ? undefined : code);
    if (state !== 'open') return;
    if (this.#isClockWrong) this.#events.onTrouble('clock-wrong');
    this.pump();
    void this.#seekDirect({ isHopeful: true });
  }

  /** Which way words go now: what begins a session goes through the node in any case. */
  #route(): VisitorState['route'] {
    if (this.#holder !== undefined) return this.#link.routeTo(this.#holder);
    return this.#link.state === 'open' ? 'relay' : 'none';
  }

  #onRoute(peer: PeerId, code: ErrorCode | undefined): void {
    this.#direct?.changed(peer, code);
    this.#tellRoute();
    if (code === 'route-tampered') this.#events.onTrouble(code);
    this.pump();
  }

  #tellRoute(): void {
    const route = this.#route();
    const without = this.#link.state === 'open' ? 'connecting' : 'offline';
    this.#events.onStanding({ route, connection: route === 'none' ? without : 'online' });
  }

  #onTeam(isOnline: boolean): void {
    this.#isTeamOnline = isOnline;
    this.#events.onStanding({ teamOnline: isOnline });
  }

  #onNews(news: NodeNews): void {
    switch (news.type) {
      case 'admitted':
        this.mail.admitted(news.mailbox);
        return;
      case 'team':
        this.#onTeam(news.online);
        if (news.online) void this.#seekDirect({ isHopeful: true });
        return;
      case 'card':
        void this.#guard(async () => {
          await this.trust.take(news.card, this.#fence);
          // The card may remove whoever holds the conversation.
          this.pump();
          await this.#events.onChanged();
        });
        return;
      default:
        return;
    }
  }

  async #onFrame(arrival: Arrival): Promise<void> {
    if (arrival.queue === 'team') return;
    await this.#guard(async () => {
      const answers = await this.mail.answers();
      const received = await this.#serial.run(() => answers.take(arrival, () => void this.#onFrame(arrival)));
      if (!received) return;
      this.#heardAt = performance.now();
      const held = this.#holder;
      this.#follow(received.conversation.holder);
      // Words that went to the team go to somebody now, who may be reached otherwise or not at all.
      if (this.#holder !== held) this.#tellRoute();
      if (received.rtc) void this.#direct?.announced(received.from, received.rtc);
      for (const seen of Object.values(received.conversation.seen)) {
        const gap = gapOf(seen);
        if (gap) void this.sendOne({ type: 'resend', ...gap }, 'transient');
      }
      this.#events.onReceived(received);
      const drawing = this.#events.onChanged();
      this.pump();
      // What she reads comes before a better way to it.
      await drawing;
      void this.#seekDirect();
    });
  }

  /** Somebody holds the conversation, and may be reached directly where there is a session. */
  #follow(holder: { readonly device: PeerId; readonly sid: string } | undefined): void {
    this.#holder = holder?.sid ? holder.device : undefined;
  }

  /** Looks for the way between the two browsers, once there is somebody to look for. */
  async #seekDirect({ isHopeful = false } = {}): Promise<void> {
    const epoch = this.#epoch;
    if (epoch === undefined || this.#holder === undefined || this.#world.route === 'relay') return;
    // Code that cannot be fetched now is fetched at the next occasion: words go through the node meanwhile.
    const answers = await this.mail.answers().catch(() => undefined);
    if (!answers || this.#epoch !== epoch) return;
    const link = this.#link;
    this.#direct ??= answers.directRoute(
      { link, send: (_peer, payload) => this.sendOne(payload, 'durable') },
      () =>
        link.state === 'open' && (this.#isTeamOnline || performance.now() - this.#heardAt < heardRecentlyMs),
    );
    this.#direct.want(this.#holder);
    if (isHopeful) this.#direct.hope();
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.#events.onFailure(cause);
    }
  }
}
