import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { Connection } from '../connection/connection.js';
import type { ErrorCause } from '../connection/current-errors.js';
import { answerRtc } from '../connection/direct-route.js';
import { receiveLimited } from '../connection/reception.js';
import { Features } from '../feature.js';
import { coreHandlers } from '../thread/core-handlers.js';
import type { ConnectionState } from '../model/thread-state.js';
import { FailureLimiter } from '../session/failure-limiter.js';
import type { ConversationRecord } from '../store/records.js';
import type { Vault } from '../store/vault.js';
import { conversationsWithIntents } from '../thread/received-log.js';
import type { Outcome, Received } from '../thread/received.js';
import { gapOf } from '../thread/sequence.js';
import { DeskAdmission } from './desk-admission.js';
import { DeskExchange } from './desk-exchange.js';
import type { DeskIdentity } from './desk-identity.js';
import type { DeskWorld } from './desk-world.js';
import { publishBackup } from './publish-backup.js';
import { VisitorsOnline } from './visitors-online.js';

/** How often the clock is looked at, in ms. */
const clockMs = 15_000;

export interface DeskSideEvents {
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
export class DeskSide extends Connection {
  readonly mail: DeskExchange;
  readonly online: VisitorsOnline;
  readonly #identity: DeskIdentity;
  readonly #events: DeskSideEvents;
  readonly #admission: DeskAdmission;
  readonly #limiter: FailureLimiter;
  readonly #features: Features;

  constructor(
    world: DeskWorld,
    { store, vault, identity }: { store: Store; vault: Vault; identity: DeskIdentity },
    events: DeskSideEvents,
  ) {
    const { ctx, node, makeLink } = world;
    const { business, device, key, id, trust, inboxes } = identity;
    const { isAvailable, onFailure } = events;
    super({
      ctx,
      node,
      business,
      id,
      store,
      vault,
      trust,
      makeLead: leadEvents => world.makeLead(business, leadEvents),
      makeLink,
      onFailure,
    });
    this.#identity = identity;
    this.#events = events;
    this.online = new VisitorsOnline(this.link);
    this.#limiter = new FailureLimiter(ctx.now);
    const fence = (): number => this.fence;
    this.#admission = new DeskAdmission({ world, identity, vault, fence, isAvailable });
    this.#features = new Features(this, {
      core: coreHandlers,
      loaders: world.features ?? {},
      signal: this.signal,
      onFailure,
    });
    this.mail = new DeskExchange({
      ctx,
      business,
      device: { id, key, certificate: device.certificate, name: device.name },
      vault,
      log: this.log,
      courier: this.courier,
      inboxes: () => inboxes,
      card: () => trust.card,
      revoked: () => trust.newest?.revoked ?? new Set(),
      adopt: card => trust.adopt(card, fence()),
      epoch: fence,
      owners: this.#features,
    });
  }

  /** Accepts a conversation: an agent's act. */
  async claim(id: ConversationId): Promise<void> {
    await this.run(() => this.mail.claim(id));
    await this.pump(id);
  }

  /** Changes a conversation's record, behind the fence. */
  edit(id: ConversationId, change: (conversation: ConversationRecord) => ConversationRecord): Promise<void> {
    return this.commit(async batch => {
      const conversation = await this.vault.get('conversation', id);
      if (conversation) batch.put('conversation', id, change(conversation));
    });
  }

  /** Words were kept: other windows show them, and the one that leads seals and sends them. */
  async kept(id: ConversationId): Promise<void> {
    this.ring({ type: 'changed' });
    await this.pump(id);
  }

  /** Seals and sends what waits in one conversation. */
  async pump(id: ConversationId): Promise<void> {
    if (!this.isLeading) return;
    await this.run(() => this.mail.sealWaiting(id));
    await this.courier.flush();
    this.#changed();
  }

  async send(id: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    if (this.link.state !== 'open') return;
    await this.sendOnce(() => this.mail.sealOne(id, payload, how), how);
  }

  protected prepare(): Promise<void> {
    return Promise.resolve();
  }

  protected async onTerm(signal: AbortSignal): Promise<void> {
    this.#events.onError('lead', undefined);
    const telling = setInterval(() => {
      this.#tellClock();
    }, clockMs);
    signal.addEventListener('abort', () => {
      clearInterval(telling);
    });
    await this.#features.receiveParked();
    for (const id of await conversationsWithIntents(this.log)) {
      if (signal.aborted) return;
      await this.pump(id);
    }
  }

  protected prove(challenge: Challenge): Promise<Proof> {
    return this.#admission.prove(challenge);
  }

  protected async receive(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    const open = (): Promise<Outcome> => this.#open(arrival);
    const received = await this.run(() => receiveLimited(this.#limiter, arrival, open, retry));
    if (!received) this.#changed();
    return received;
  }

  protected async onReceived(received: Received): Promise<void> {
    const { from, conversation, rtc } = received;
    const { id, holder } = conversation;
    this.#events.onReceived(received);
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) await this.send(id, { type: 'resend', ...gap }, 'transient');
    }
    await this.pump(id);
    this.#changed();
    if (!rtc || holder?.device !== this.#identity.id) return;
    // Not awaited: signalling takes its time, and other frames must not wait for it.
    const send = (_peer: PeerId, payload: Payload): Promise<void> => this.send(id, payload, 'durable');
    void this.guard(() => answerRtc({ link: this.link, send }, from, rtc));
  }

  protected async onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        this.online.add(news.visitors ?? []);
        await publishBackup(this, this.#identity.device);
        break;
      case 'visitor':
        this.online.set(news.id, news.online);
        break;
      case 'card':
        await this.trust.accept(news.card, this.fence);
        break;
      default:
        return;
    }
    this.#events.onChanged();
  }

  protected onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') {
      this.online.clear();
      this.#limiter.dropDeferred();
    }
    if (!this.isLeading && state === 'closed') return;
    const fallen = code !== undefined || state === 'closed' ? 'offline' : 'connecting';
    this.#events.onConnection(state === 'open' ? 'online' : fallen);
    this.#events.onError('link', code);
    this.#tellClock();
    if (state === 'open') this.#flush();
  }

  protected onRoute(_peer: PeerId, code: ErrorCode | undefined): void {
    // A channel that only failed is nothing to tell: words go through the node.
    if (code === 'route-tampered') this.#events.onError('route', code);
    this.#flush();
    this.#events.onChanged();
  }

  protected onAcknowledged(): void {
    this.#changed();
  }

  protected onDeposed(): void {
    this.#events.onError('lead', 'deposed');
  }

  protected onRing(_note: TabNote): void {
    this.#events.onRing();
  }

  /** A stored team frame moves the cursor with what it brought, past nothing that still waits. */
  #open(arrival: Arrival): Promise<Outcome> {
    const after = arrival.queue === 'team' ? arrival.cursor() : 0;
    return this.mail.receive(arrival.frame, after > 0 ? { log: this.#admission.logId, after } : undefined);
  }

  /** A clock that was set right meanwhile is wrong no more. */
  #tellClock(): void {
    this.#events.onError('clock', this.#admission.clock.isWrong ? 'clock-wrong' : undefined);
  }

  #flush(): void {
    void this.guard(() => this.courier.flush());
  }

  #changed(): void {
    this.ring({ type: 'changed' });
    this.#events.onChanged();
  }
}
