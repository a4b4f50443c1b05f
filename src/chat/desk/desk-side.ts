import type { VerifiedCard } from '../../protocol/card.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { BoxKey, SigningKey } from '../../protocol/keys.js';
import type { Store } from '../../storage/store.js';
import type { TabLead } from '../../storage/tab-lead.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { PeerLink } from '../../transport/peer-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import { toBase64url } from '../../wire/base64url.js';
import type { BusinessId, ConversationId, PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Payload } from '../../wire/payload/payload.js';
import { Progress } from '../../wire/progress.js';
import { conversationsWithIntents } from '../thread/received-log.js';
import { ConversationLog } from '../thread/conversation-log.js';
import { Courier } from '../connection/courier.js';
import type { DeskWorld } from './desk-engine.js';
import { backupOf, renewCard } from '../desk-keys.js';
import { DeskExchange } from './desk-exchange.js';
import { answerRtc } from '../connection/direct-route.js';
import { Muting } from '../session/failure-limiter.js';
import type { Outcome, Received } from '../thread/payload-handlers.js';
import type { ConversationRecord, DeviceRecord } from '../store/records.js';
import { gapOf } from '../thread/sequence.js';
import { Serial } from '../store/serial.js';
import type { ConnectionState } from '../model/thread-state.js';
import type { Trust } from '../session/card-trust.js';
import type { Vault } from '../store/vault.js';

/** The owner's desk signs the card anew once it is so old. */
const cardAgeSeconds = 86_400;

/** The keys of an unlocked desk, and whose they are. */
export interface DeskIdentity {
  readonly business: BusinessId;
  readonly device: DeviceRecord;
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly root: SigningKey | undefined;
  readonly trust: Trust;
  readonly inboxes: ReadonlyMap<number, BoxKey>;
}

export interface DeskConnectionEvents {
  readonly onConnection: (connection: ConnectionState) => void;
  /** Something is wrong, or (`undefined`) no more. */
  readonly onTrouble: (code: ErrorCode | undefined) => void;
  readonly onFailure: (cause: unknown) => void;
  /** The store, or who is online, changed. */
  readonly onChanged: () => void;
  /** Another window changed the store. */
  readonly onRing: () => void;
  readonly onReceived: (received: Received) => void;
  readonly isAvailable: () => boolean;
}

/** The window that leads holds the desk's connection: it takes in what comes, seals what waits and answers the customers' pages. */
export class DeskConnection {
  readonly log: ConversationLog;
  readonly mail: DeskExchange;
  /** Customers who are connected now. */
  readonly online = new Set<PeerId>();
  readonly #world: DeskWorld;
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #identity: DeskIdentity;
  readonly #events: DeskConnectionEvents;
  readonly #serial = new Serial();
  readonly #courier: Courier;
  readonly #link: PeerLink;
  readonly #lead: TabLead;
  readonly #muting: Muting;
  #isClockWrong = false;
  #logId = '';
  #progress = new Progress();
  #epoch: number | undefined;
  /** Counts the comings and goings of the lead: one that went while it still took shape never does. */
  #turn = 0;

  constructor(
    world: DeskWorld,
    { store, vault, identity }: { store: Store; vault: Vault; identity: DeskIdentity },
    events: DeskConnectionEvents,
  ) {
    const { ctx, node } = world;
    const { business, device, key, id, trust, inboxes } = identity;
    this.#world = world;
    this.#store = store;
    this.#vault = vault;
    this.#identity = identity;
    this.#events = events;
    this.#muting = new Muting(ctx.now);
    this.log = new ConversationLog(vault, ctx.now);
    const { log } = this;
    const epoch = (): number => this.#fence;
    this.#link = world.makeLink({
      node,
      business,
      id,
      cardSeq: () => trust.seq,
      prove: challenge => this.#prove(challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        this.#onLinkState(state, error?.code);
      },
      onNews: news => void this.#guard(() => this.#onNews(news)),
      onRoute: (_peer, error) => {
        // A channel that only failed is nothing to tell: words go through the node.
        if (error?.code === 'route-tampered') events.onTrouble(error.code);
        void this.#guard(() => this.#courier.flush());
        events.onChanged();
      },
    });
    this.#courier = new Courier({
      vault,
      log,
      serial: this.#serial,
      epoch,
      send: frame => this.#link.send(frame, { durable: true }),
      onSettled: () => {
        this.#changed();
      },
    });
    this.mail = new DeskExchange({
      ctx,
      business,
      device: { id, key, certificate: device.certificate, name: device.name },
      vault,
      log,
      courier: this.#courier,
      inboxes: () => inboxes,
      card: () => trust.card,
      revoked: () => trust.newest?.revoked ?? new Set(),
      adopt: card => trust.adopt(card, epoch()),
      epoch,
    });
    this.#lead = world.makeLead(business, {
      onLead: () => void this.#guard(() => this.#onLead()),
      onDeposed: () => {
        this.#leave();
        events.onTrouble('deposed');
      },
      onRing: events.onRing,
    });
  }

  /** Queues for the lead. */
  start(): void {
    this.#lead.start();
  }

  /** Leaves lead and connection to other windows. */
  stop(): void {
    this.#lead.stop();
    this.#leave();
  }

  /** The window is seen: a leader that is frozen loses the lead; what waits for its next try tries now. */
  wake(isOffline: boolean): void {
    this.#lead.ring({ type: 'intent' });
    if (this.#epoch !== undefined && isOffline) this.#link.connect();
  }

  /** The agent acts in this window: it leads. */
  claimLead(): void {
    if (this.#epoch === undefined) this.#lead.steal();
  }

  retry(): void {
    if (this.#epoch !== undefined) this.#link.connect();
  }

  routeTo(visitor: PeerId): ReturnType<PeerLink['routeTo']> {
    return this.#link.routeTo(visitor);
  }

  /** Tells the node whether this desk takes conversations. */
  say(isAvailable: boolean): void {
    this.#link.say({ type: 'available', on: isAvailable });
  }

  /** Accepts a conversation: an agent's act. */
  async take(id: ConversationId): Promise<void> {
    await this.#serial.run(() => this.mail.take(id));
    await this.pump(id);
  }

  /** Changes a conversation's record, behind the fence. */
  async edit(
    id: ConversationId,
    change: (conversation: ConversationRecord) => ConversationRecord,
  ): Promise<void> {
    await this.#serial.run(async () => {
      const conversation = await this.#vault.get('conversation', id);
      if (!conversation) return;
      const batch = this.#vault.batch();
      batch.put('conversation', id, change(conversation));
      await batch.commit(this.#fence);
    });
  }

  /** Words were kept: other windows show them, and the one that leads seals and sends them. */
  async kept(id: ConversationId): Promise<void> {
    this.#lead.ring({ type: 'changed' });
    await this.pump(id);
  }

  /** Seals and sends what waits in one conversation. */
  async pump(id: ConversationId): Promise<void> {
    if (this.#epoch === undefined) return;
    await this.#serial.run(() => this.mail.sealWaiting(id));
    await this.#courier.flush();
    this.#changed();
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  async sendOne(id: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    if (this.#link.state !== 'open') return;
    const frame = await this.#serial.run(() => this.mail.sealOne(id, payload, how));
    const options = how === 'transient' ? { durable: false } : ({ durable: true, by: 'relay' } as const);
    // The way closed meanwhile: the state says so, and both are said anew when it matters.
    await (frame && this.#link.send(frame, options).catch(() => undefined));
  }

  /** A fence that no leader has, where this window does not lead: what it commits is refused. */
  get #fence(): number {
    return this.#epoch ?? -1;
  }

  async #onLead(): Promise<void> {
    const turn = ++this.#turn;
    const epoch = await this.#store.raiseFence();
    if (this.#turn !== turn) return;
    this.#epoch = epoch;
    await this.#courier.begin();
    if (this.#turn !== turn) return;
    this.#events.onTrouble(undefined);
    this.#link.connect();
    for (const id of await conversationsWithIntents(this.log)) await this.pump(id);
  }

  #leave(): void {
    this.#turn++;
    this.#epoch = undefined;
    this.#link.close();
  }

  async #prove(challenge: Challenge): Promise<Proof> {
    const { trust, key, id, device, root } = this.#identity;
    const { ctx, node } = this.#world;
    if (challenge.card !== undefined) await trust.take(challenge.card, this.#fence);
    // A card that ended while nobody opened the desk, or is old, gets a successor from the owner's root.
    const isOld = !trust.card || ctx.now() / 1000 - trust.card.issued > cardAgeSeconds;
    if (root && isOld) await this.#renew(root);
    if (!trust.card) throw new SecureChatError('card-expired');
    if (trust.card.revoked.has(id)) throw new SecureChatError('device-removed');
    this.#isClockWrong = trust.isClockWrong(challenge);
    if (this.#logId !== challenge.log) this.#progress = new Progress();
    this.#logId = challenge.log;
    const cursor = await this.#vault.meta('cursor');
    const access = (await this.#vault.meta('access'))?.jws;
    const proof = await trust.prove(key, id, node, challenge);
    return {
      ...proof,
      card: toBase64url(trust.card.bytes),
      ...(access === undefined || !device.root ? {} : { access }),
      team: cursor?.log === challenge.log ? cursor : { log: challenge.log, after: 0 },
      available: this.#events.isAvailable(),
    };
  }

  async #renew(root: SigningKey): Promise<void> {
    const { trust, key } = this.#identity;
    const current: VerifiedCard | undefined = trust.card ?? (await trust.recallEnded());
    if (!current) return;
    const renewed = await renewCard(this.#world.ctx, root, current, toBase64url(key.publicKey));
    await trust.take(toBase64url(renewed.card), this.#fence);
    const batch = this.#vault.batch();
    batch.putMeta('access', { jws: renewed.access });
    await batch.commit(this.#fence);
  }

  #onLinkState(state: TransportState, code: ErrorCode | undefined): void {
    if (state !== 'open') {
      this.online.clear();
      this.#muting.letGo();
    }
    if (this.#epoch === undefined && state === 'closed') return;
    const fallen = code !== undefined || state === 'closed' ? 'offline' : 'connecting';
    this.#events.onConnection(state === 'open' ? 'online' : fallen);
    this.#events.onTrouble(state === 'open' && this.#isClockWrong ? 'clock-wrong' : code);
    if (state === 'open') void this.#guard(() => this.#courier.flush());
  }

  async #onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        for (const id of news.visitors ?? []) this.online.add(id);
        await this.#publishBackup();
        break;
      case 'visitor':
        if (news.online) this.online.add(news.id);
        else {
          this.online.delete(news.id);
          // Nothing is kept for who left; an open channel outlives the node's knowledge of her.
          if (this.#link.routeTo(news.id) !== 'direct') this.#link.unbind(news.id);
        }
        break;
      case 'card':
        await this.#identity.trust.take(news.card, this.#fence);
        break;
      default:
        return;
    }
    this.#events.onChanged();
  }

  /** The node's copy of the backup holds every inbox of this desk, so that a restored owner reads what waits. */
  async #publishBackup(): Promise<void> {
    const { device } = this.#identity;
    const held = await this.#vault.meta('inboxes');
    if (!device.recovery || !device.root || !held) return;
    const backup = await backupOf(this.#world.ctx, device.recovery, { device, inboxes: held.keys });
    await this.#link.publish({ backup });
  }

  async #onFrame(arrival: Arrival): Promise<void> {
    if (arrival.queue === 'team') this.#progress.arrived(arrival.position);
    await this.#guard(async () => {
      const received = await this.#serial.run(() =>
        this.#muting.take(
          arrival,
          () => this.#open(arrival),
          () => void this.#onFrame(arrival),
        ),
      );
      if (received) await this.#onReceived(received);
      this.#changed();
    });
  }

  /** A stored team frame moves the cursor with what it brought, past nothing that still waits. */
  async #open({ frame, queue, position }: Arrival): Promise<Outcome> {
    if (queue !== 'team') return this.mail.receive(frame);
    const after = this.#progress.handled(position);
    try {
      return await this.mail.receive(frame, after > 0 ? { log: this.#logId, after } : undefined);
    } catch (cause) {
      this.#progress.arrived(position);
      throw cause;
    }
  }

  async #onReceived(received: Received): Promise<void> {
    const { from, conversation, rtc } = received;
    const { id, holder } = conversation;
    this.#events.onReceived(received);
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) await this.sendOne(id, { type: 'resend', ...gap }, 'transient');
    }
    await this.pump(id);
    if (!rtc || holder?.device !== this.#identity.id) return;
    // Not awaited: signalling takes its time, and other frames must not wait for it.
    const send = (_peer: PeerId, payload: Payload): Promise<void> => this.sendOne(id, payload, 'durable');
    void this.#guard(() => answerRtc({ link: this.#link, send }, from, rtc));
  }

  #changed(): void {
    this.#lead.ring({ type: 'changed' });
    this.#events.onChanged();
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.#events.onFailure(cause);
    }
  }
}
