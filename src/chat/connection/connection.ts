import type { Context } from '../../protocol/context.js';
import type { ErrorCode, SecureChatError } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import type { TabNote } from './tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { PeerLink, PeerLinkOptions } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, ConversationId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import type { EngineDoor } from '../feature.js';
import type { CardTrust } from '../session/card-trust.js';
import { Serial } from '../store/serial.js';
import type { Batch, Vault } from '../store/vault.js';
import { ConversationLog } from '../thread/conversation-log.js';
import type { Received } from '../thread/received.js';
import { Courier } from './courier.js';
import { Leadership } from './leadership.js';

/** Whose connection it is, and what it is made of: stores and carriers are chosen in `app/`. */
export interface ConnectionWorld {
  readonly ctx: Context;
  /** Origin of the node. */
  readonly node: string;
  readonly business: BusinessId;
  readonly id: PeerId;
  readonly store: Store;
  readonly vault: Vault;
  readonly trust: CardTrust;
  readonly makeLead: (events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
  /** Something that nobody waits for failed. */
  readonly onFailure: (cause: unknown) => void;
}

/**
 * The one way of both sides: the tab that leads holds the link, takes in what comes, one frame after the other, and
 * carries what was committed. What a frame means is for the side to say, which extends it.
 */
export abstract class Connection implements EngineDoor {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly store: Store;
  readonly vault: Vault;
  readonly trust: CardTrust;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly link: PeerLink;
  readonly onFailure: (cause: unknown) => void;
  readonly #serial = new Serial();
  readonly #leadership: Leadership;
  readonly #life = new AbortController();
  /** Who is told how the node is reached, beside the side itself. */
  readonly stateWatchers = new Set<(state: TransportState, error?: SecureChatError) => void>();

  constructor(world: ConnectionWorld) {
    const { ctx, node, business, id, store, vault, trust, makeLead, makeLink, onFailure } = world;
    this.ctx = ctx;
    this.business = business;
    this.store = store;
    this.vault = vault;
    this.trust = trust;
    this.onFailure = onFailure;
    this.log = new ConversationLog(vault, ctx.now);
    this.link = makeLink({
      node,
      business,
      id,
      cardSeq: () => trust.seq,
      prove: challenge => this.prove(challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        this.onLinkState(state, error?.code);
        for (const watch of this.stateWatchers) watch(state, error);
      },
      onNews: news => void this.guard(() => this.onNews(news)),
      onRoute: (peer, error) => {
        this.onRoute(peer, error?.code);
      },
    });
    this.courier = new Courier({
      vault,
      log: this.log,
      serial: this.#serial,
      epoch: () => this.fence,
      send: frame => this.link.send(frame, { durable: true }),
      onAcknowledged: () => {
        this.onAcknowledged();
      },
    });
    this.#leadership = new Leadership({
      store,
      makeLead,
      prepare: async () => {
        await Promise.all([this.courier.begin(), this.prepare()]);
      },
      onTerm: signal => {
        signal.addEventListener('abort', () => {
          this.link.close();
        });
        this.link.connect();
        void this.guard(() => this.onTerm(signal));
      },
      onDeposed: () => {
        this.onDeposed();
      },
      onRing: note => {
        this.onRing(note);
      },
      onFailure,
    });
  }

  get isLeading(): boolean {
    return this.#leadership.isLeading;
  }

  /** The epoch to commit behind: refused wherever this tab does not lead. */
  get fence(): number {
    return this.#leadership.fence;
  }

  /** Queues for the lead. */
  start(): void {
    this.#leadership.start();
    // Whoever leads already tells only news: it is asked how the connection stands.
    this.ring({ type: 'intent' });
  }

  /** Leaves lead and connection to other tabs. */
  stop(): void {
    this.#leadership.stop();
  }

  /** Ends at `end`: features live so long. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** As `stop`, for good: what was built upon it ends, too. */
  end(): void {
    this.stop();
    this.#life.abort();
  }

  /** Takes the lead, where this tab does not have it: somebody acts here. */
  claimLead(): void {
    if (!this.isLeading) this.#leadership.steal();
  }

  /** Connects at once, where this tab leads: without the lead it could not keep what comes, and the node sends it once. */
  retry(): void {
    if (this.isLeading) this.link.connect();
  }

  /** The tab is seen: a leader that is frozen loses the lead; what waits for its next try tries now. */
  wake(isOffline: boolean): void {
    this.ring({ type: 'intent' });
    if (isOffline) this.retry();
  }

  ring(note: TabNote): void {
    this.#leadership.ring(note);
  }

  /** Runs `task` after all earlier ones: what it reads is what it commits upon. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.#serial.run(task);
  }

  commit(change: (batch: Batch) => Promise<void>): Promise<void> {
    return this.run(async () => {
      const batch = this.vault.batch();
      await change(batch);
      await batch.commit(this.fence);
    });
  }

  /** Sends what nobody repeats, inside the session of a conversation; where there is none, nothing. */
  abstract send(conversation: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void>;

  /** Has a failure told. */
  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.onFailure(cause);
    }
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  protected async sendOnce(
    seal: () => Promise<Bytes | undefined>,
    how: 'transient' | 'durable',
  ): Promise<void> {
    const frame = await this.run(seal);
    if (!frame) return;
    const options = how === 'transient' ? { durable: false } : ({ durable: true, by: 'relay' } as const);
    // The way closed meanwhile: the state says so, and both are said anew when it matters.
    await this.link.send(frame, options).catch(() => undefined);
  }

  /** What must be known before this tab may commit as the leader. */
  protected abstract prepare(): Promise<void>;
  /** This tab leads, and connects, until `signal` aborts. */
  protected abstract onTerm(signal: AbortSignal): Promise<void>;
  /** Judges the card in the challenge, and signs for the socket. */
  protected abstract prove(challenge: Challenge): Promise<Proof>;
  /** Takes a frame in, in its turn (`run`). `retry` takes it up once more later. */
  protected abstract receive(arrival: Arrival, retry: () => void): Promise<Received | undefined>;
  /** What follows a frame that brought something. */
  protected abstract onReceived(received: Received): Promise<void>;
  protected abstract onNews(news: NodeNews): Promise<void>;
  protected abstract onLinkState(state: TransportState, code: ErrorCode | undefined): void;
  /** The way to a peer changed. */
  protected abstract onRoute(peer: PeerId, code: ErrorCode | undefined): void;
  /** Somebody answered for a frame, and that is committed. */
  protected abstract onAcknowledged(): void;
  /** Another tab leads now. */
  protected abstract onDeposed(): void;
  protected abstract onRing(note: TabNote): void;

  #onFrame(arrival: Arrival): Promise<void> {
    return this.guard(async () => {
      const received = await this.receive(arrival, () => void this.#onFrame(arrival));
      if (received) await this.onReceived(received);
    });
  }
}
