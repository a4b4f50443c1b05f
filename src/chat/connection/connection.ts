import type { Context } from '../../protocol/context.js';
import { SecureChatError } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import type { TabNote } from './tab-note.js';
import type { PeerLink, PeerLinkOptions } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { EngineDoor } from '../feature.js';
import { Serial } from '../store/serial.js';
import type { Vault } from '../store/vault.js';
import { ConversationLog } from '../thread/conversation-log.js';
import { Courier } from './courier.js';
import { Leadership } from './leadership.js';
import type { Side } from './side.js';

/** Whose connection it is, and what it is made of: stores and carriers are chosen in `app/`. */
export interface ConnectionWorld {
  readonly ctx: Context;
  /** Origin of the node. */
  readonly node: string;
  readonly business: BusinessId;
  readonly id: PeerId;
  readonly store: Store;
  readonly vault: Vault;
  /** Number of the newest card known, which the node need not send again. */
  readonly cardSeq: () => number;
  readonly makeLead: (events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
}

/**
 * The one way of both sides: the tab that leads holds the link, takes in what comes, one frame after the other, and
 * carries what was committed. What a frame means is the side's to say.
 */
export class Connection {
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly link: PeerLink;
  readonly #side: Side;
  readonly #serial = new Serial();
  readonly #leadership: Leadership;
  readonly #life = new AbortController();
  /** Who waits for the node. */
  readonly #waiting: PromiseWithResolvers<void>[] = [];

  constructor(world: ConnectionWorld, side: Side) {
    const { ctx, node, business, id, store, vault, cardSeq, makeLead, makeLink } = world;
    this.#side = side;
    this.log = new ConversationLog(vault, ctx.now);
    this.link = makeLink({
      node,
      business,
      id,
      cardSeq,
      prove: challenge => side.prove(challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        side.onLinkState(state, error?.code);
        this.#onState(state, error);
      },
      onNews: news => void this.guard(() => side.onNews(news)),
      onRoute: (peer, error) => {
        side.onRoute(peer, error?.code);
      },
    });
    this.courier = new Courier({
      vault,
      log: this.log,
      serial: this.#serial,
      epoch: () => this.fence,
      send: frame => this.link.send(frame, { durable: true }),
      onAcknowledged: () => {
        side.onAcknowledged();
      },
    });
    this.#leadership = new Leadership({
      store,
      makeLead,
      prepare: async () => {
        await Promise.all([this.courier.begin(), side.prepare()]);
      },
      onTerm: signal => {
        signal.addEventListener('abort', () => {
          this.link.close();
        });
        this.link.connect();
        void this.guard(() => side.onTerm(signal));
      },
      onDeposed: () => {
        side.onDeposed();
      },
      onRing: note => {
        side.onRing(note);
      },
      onFailure: cause => {
        side.onFailure(cause);
      },
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

  /** As `stop`, for good. */
  end(): void {
    this.stop();
    this.#life.abort();
  }

  /** Takes the lead, where this tab does not have it: somebody acts here. */
  claimLead(): void {
    if (!this.isLeading) this.#leadership.steal();
  }

  /** Leads, and settles once the node is reached. Fails with `node-unreachable`, or as the node answers. */
  whenOnline(): Promise<void> {
    if (this.link.state === 'open') return Promise.resolve();
    const waiting = Promise.withResolvers<void>();
    this.#waiting.push(waiting);
    if (this.isLeading) this.link.connect();
    else this.#leadership.steal();
    return waiting.promise;
  }

  /** The tab is seen: a leader that is frozen loses the lead; what waits for its next try tries now. */
  wake(isOffline: boolean): void {
    this.ring({ type: 'intent' });
    if (this.isLeading && isOffline) this.link.connect();
  }

  ring(note: TabNote): void {
    this.#leadership.ring(note);
  }

  /** Runs `task` after all earlier ones: what it reads is what it commits upon. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.#serial.run(task);
  }

  /** What a feature may do here; `send` is the side's. */
  door(send: EngineDoor['send']): EngineDoor {
    const { log, link } = this;
    const { vault } = log;
    const commit: EngineDoor['commit'] = change =>
      this.run(async () => {
        const batch = vault.batch();
        await change(batch);
        await batch.commit(this.fence);
      });
    return { vault, log, link, send, commit };
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  async sendOnce(seal: () => Promise<Bytes | undefined>, how: 'transient' | 'durable'): Promise<void> {
    const frame = await this.run(seal);
    if (!frame) return;
    const options = how === 'transient' ? { durable: false } : ({ durable: true, by: 'relay' } as const);
    // The way closed meanwhile: the state says so, and both are said anew when it matters.
    await this.link.send(frame, options).catch(() => undefined);
  }

  /** Has a failure told by the side. */
  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.#side.onFailure(cause);
    }
  }

  #onState(state: TransportState, error: SecureChatError | undefined): void {
    if (state === 'connecting' && !error) return;
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (state === 'open') resolve();
      else reject(error ?? new SecureChatError('node-unreachable'));
    }
  }

  #onFrame(arrival: Arrival): Promise<void> {
    return this.guard(async () => {
      const received = await this.#side.receive(arrival, () => void this.#onFrame(arrival));
      if (received) await this.#side.onReceived(received);
    });
  }
}
