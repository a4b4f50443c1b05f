import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { PeerLink } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { Connection } from '../connection/connection.js';
import type { ErrorCause } from '../connection/current-errors.js';
import { answerRtc } from '../connection/direct-route.js';
import { receiveLimited } from '../connection/reception.js';
import type { Side } from '../connection/side.js';
import { backupOf } from '../desk-keys.js';
import { Features } from '../feature.js';
import type { EngineDoor } from '../feature.js';
import { coreHandlers } from '../thread/core-handlers.js';
import type { ConnectionState } from '../model/thread-state.js';
import { FailureLimiter } from '../session/failure-limiter.js';
import type { ConversationRecord } from '../store/records.js';
import type { Vault } from '../store/vault.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import { conversationsWithIntents } from '../thread/received-log.js';
import type { Outcome, Received } from '../thread/received.js';
import { gapOf } from '../thread/sequence.js';
import { DeskAdmission } from './desk-admission.js';
import { DeskExchange } from './desk-exchange.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';

/** How often the clock is looked at, in ms. */
const clockMs = 15_000;

export interface DeskConnectionEvents {
  readonly onConnection: (connection: ConnectionState) => void;
  /** Something is wrong, or (`undefined`) no more. */
  readonly onError: (cause: ErrorCause, code: ErrorCode | undefined) => void;
  readonly onFailure: (cause: unknown) => void;
  /** The store, or who is online, changed. */
  readonly onChanged: () => void;
  /** Another window changed the store. */
  readonly onRing: () => void;
  readonly onReceived: (received: Received) => void;
  readonly isAvailable: () => boolean;
}

/** What is the desk's own in a connection: many conversations, a team's log, and the business's newest card. */
export class DeskConnection implements Side {
  readonly mail: DeskExchange;
  /** Customers who are connected now. */
  readonly online = new Set<PeerId>();
  readonly #world: DeskWorld;
  readonly #vault: Vault;
  readonly #identity: DeskIdentity;
  readonly #events: DeskConnectionEvents;
  readonly #connection: Connection;
  readonly #admission: DeskAdmission;
  readonly #limiter: FailureLimiter;
  readonly #features: Features;

  constructor(
    world: DeskWorld,
    { store, vault, identity }: { store: Store; vault: Vault; identity: DeskIdentity },
    events: DeskConnectionEvents,
  ) {
    const { ctx, node, makeLink } = world;
    const { business, device, key, id, trust, inboxes } = identity;
    this.#world = world;
    this.#vault = vault;
    this.#identity = identity;
    this.#events = events;
    this.#limiter = new FailureLimiter(ctx.now);
    this.#connection = new Connection(
      {
        ctx,
        node,
        business,
        id,
        store,
        vault,
        cardSeq: () => trust.seq,
        makeLead: leadEvents => world.makeLead(business, leadEvents),
        makeLink,
      },
      this,
    );
    const fence = (): number => this.#connection.fence;
    const { isAvailable } = events;
    this.#admission = new DeskAdmission({ world, identity, vault, fence, isAvailable });
    const send: EngineDoor['send'] = (conversation, payload, how) => this.sendOne(conversation, payload, how);
    this.#features = new Features(this.#connection.door(send), {
      core: coreHandlers,
      loaders: world.features ?? {},
      signal: this.#connection.signal,
      onFailure: events.onFailure,
    });
    this.mail = new DeskExchange({
      ctx,
      business,
      device: { id, key, certificate: device.certificate, name: device.name },
      vault,
      log: this.#connection.log,
      courier: this.#connection.courier,
      inboxes: () => inboxes,
      card: () => trust.card,
      revoked: () => trust.newest?.revoked ?? new Set(),
      adopt: card => trust.adopt(card, fence()),
      epoch: fence,
      owners: this.#features,
    });
  }

  get log(): ConversationLog {
    return this.#connection.log;
  }

  /** Queues for the lead. */
  start(): void {
    this.#connection.start();
  }

  /** Leaves lead and connection to other windows. */
  stop(): void {
    this.#connection.stop();
  }

  wake(isOffline: boolean): void {
    this.#connection.wake(isOffline);
  }

  /** The agent acts in this window: it leads. */
  claimLead(): void {
    this.#connection.claimLead();
  }

  retry(): void {
    if (this.#connection.isLeading) this.#connection.link.connect();
  }

  routeTo(visitor: PeerId): ReturnType<PeerLink['routeTo']> {
    return this.#connection.link.routeTo(visitor);
  }

  /** Tells the node whether this desk takes conversations. */
  say(isAvailable: boolean): void {
    this.#connection.link.say({ type: 'available', on: isAvailable });
  }

  /** Accepts a conversation: an agent's act. */
  async take(id: ConversationId): Promise<void> {
    await this.#connection.run(() => this.mail.take(id));
    await this.pump(id);
  }

  /** Changes a conversation's record, behind the fence. */
  async edit(
    id: ConversationId,
    change: (conversation: ConversationRecord) => ConversationRecord,
  ): Promise<void> {
    await this.#connection.run(async () => {
      const conversation = await this.#vault.get('conversation', id);
      if (!conversation) return;
      const batch = this.#vault.batch();
      batch.put('conversation', id, change(conversation));
      await batch.commit(this.#connection.fence);
    });
  }

  /** Words were kept: other windows show them, and the one that leads seals and sends them. */
  async kept(id: ConversationId): Promise<void> {
    this.#connection.ring({ type: 'changed' });
    await this.pump(id);
  }

  /** Seals and sends what waits in one conversation. */
  async pump(id: ConversationId): Promise<void> {
    if (!this.#connection.isLeading) return;
    await this.#connection.run(() => this.mail.sealWaiting(id));
    await this.#connection.courier.flush();
    this.#changed();
  }

  /** Sends what nobody repeats, inside the session with whom the conversation is. */
  async sendOne(id: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    if (this.#connection.link.state !== 'open') return;
    await this.#connection.sendOnce(() => this.mail.sealOne(id, payload, how), how);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async onTerm(signal: AbortSignal): Promise<void> {
    this.#events.onError('lead', undefined);
    const telling = setInterval(() => {
      this.#tellClock();
    }, clockMs);
    signal.addEventListener('abort', () => {
      clearInterval(telling);
    });
    await this.#features.takeParked();
    for (const id of await conversationsWithIntents(this.log)) {
      if (signal.aborted) return;
      await this.pump(id);
    }
  }

  prove(challenge: Challenge): Promise<Proof> {
    return this.#admission.prove(challenge);
  }

  async receive(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    const open = (): Promise<Outcome> => this.#open(arrival);
    const received = await this.#connection.run(() => receiveLimited(this.#limiter, arrival, open, retry));
    if (!received) this.#changed();
    return received;
  }

  async onReceived(received: Received): Promise<void> {
    const { from, conversation, rtc } = received;
    const { id, holder } = conversation;
    this.#events.onReceived(received);
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) await this.sendOne(id, { type: 'resend', ...gap }, 'transient');
    }
    await this.pump(id);
    this.#changed();
    if (!rtc || holder?.device !== this.#identity.id) return;
    // Not awaited: signalling takes its time, and other frames must not wait for it.
    const send = (_peer: PeerId, payload: Payload): Promise<void> => this.sendOne(id, payload, 'durable');
    const { link } = this.#connection;
    void this.#connection.guard(() => answerRtc({ link, send }, from, rtc));
  }

  async onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        for (const id of news.visitors ?? []) this.online.add(id);
        await this.#publishBackup();
        break;
      case 'visitor':
        this.#onVisitor(news.id, news.online);
        break;
      case 'card':
        await this.#identity.trust.take(news.card, this.#connection.fence);
        break;
      default:
        return;
    }
    this.#events.onChanged();
  }

  onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') {
      this.online.clear();
      this.#limiter.dropDeferred();
    }
    if (!this.#connection.isLeading && state === 'closed') return;
    const fallen = code !== undefined || state === 'closed' ? 'offline' : 'connecting';
    this.#events.onConnection(state === 'open' ? 'online' : fallen);
    this.#events.onError('link', code);
    this.#tellClock();
    if (state === 'open') this.#flush();
  }

  onRoute(_peer: PeerId, code: ErrorCode | undefined): void {
    // A channel that only failed is nothing to tell: words go through the node.
    if (code === 'route-tampered') this.#events.onError('route', code);
    this.#flush();
    this.#events.onChanged();
  }

  onAcknowledged(): void {
    this.#changed();
  }

  onDeposed(): void {
    this.#events.onError('lead', 'deposed');
  }

  onRing(_note: TabNote): void {
    this.#events.onRing();
  }

  onFailure(cause: unknown): void {
    this.#events.onFailure(cause);
  }

  /** A stored team frame moves the cursor with what it brought, past nothing that still waits. */
  #open(arrival: Arrival): Promise<Outcome> {
    const after = arrival.queue === 'team' ? arrival.cursor() : 0;
    return this.mail.receive(arrival.frame, after > 0 ? { log: this.#admission.logId, after } : undefined);
  }

  #onVisitor(id: PeerId, isOnline: boolean): void {
    if (isOnline) {
      this.online.add(id);
      return;
    }
    this.online.delete(id);
    // Nothing is kept for who left; an open channel outlives the node's knowledge of her.
    const { link } = this.#connection;
    if (link.routeTo(id) !== 'direct') link.unbind(id);
  }

  /** The node's copy of the backup holds every inbox of this desk, so that a restored owner reads what waits. */
  async #publishBackup(): Promise<void> {
    const { device } = this.#identity;
    const held = await this.#vault.meta('inboxes');
    if (!device.recovery || !device.root || !held) return;
    const backup = await backupOf(this.#world.ctx, device.recovery, { device, inboxes: held.keys });
    await this.#connection.link.publish({ backup });
  }

  /** A clock that was set right meanwhile is wrong no more. */
  #tellClock(): void {
    this.#events.onError('clock', this.#admission.clock.isWrong ? 'clock-wrong' : undefined);
  }

  #flush(): void {
    void this.#connection.guard(() => this.#connection.courier.flush());
  }

  #changed(): void {
    this.#connection.ring({ type: 'changed' });
    this.#events.onChanged();
  }
}
