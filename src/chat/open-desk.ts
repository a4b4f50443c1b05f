import type { VerifiedCard } from '../protocol/card.js';
import { businessBytes, messageId, peerId } from '../protocol/ids.js';
import { businessId } from '../protocol/ids.js';
import { importBoxKey, importSigningKey } from '../protocol/keys.js';
import type { BoxKey, SigningKey } from '../protocol/keys.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../protocol/safety-number.js';
import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import type { Store } from '../storage/store.js';
import type { TabLead } from '../storage/tab-lead.js';
import type { NodeNews } from '../transport/node-link.js';
import type { PeerLink } from '../transport/peer-link.js';
import type { Arrival, TransportState } from '../transport/transport.js';
import { toBase64url } from '../wire/base64url.js';
import type { BusinessId, ConversationId, PeerId } from '../wire/ids.js';
import type { Challenge, Proof } from '../wire/node-messages.js';
import type { Payload } from '../wire/payload.js';
import { conversationsWithIntents } from './answered-log.js';
import { Progress } from '../wire/progress.js';
import { ConversationLog } from './conversation-log.js';
import { Courier } from './courier.js';
import { answerRtc } from './direct-route.js';
import { readBusinessName } from './demo-name.js';
import type { DeskWorld } from './desk-engine.js';
import { backupOf, renewCard } from './desk-keys.js';
import { withDesk, DeskMail } from './desk-mail.js';
import { orderedRows, rowOf } from './desk-rows.js';
import { Muting } from './muting.js';
import type { Outcome, Received } from './reception.js';
import { gapOf, markSeen } from './seen.js';
import type { ConversationRecord, DeviceRecord } from './records.js';
import { sendable } from './sendable.js';
import { Serial } from './serial.js';
import type { ActiveRoute, DeskOpenState, DeskRequest, DeskThread } from './state.js';
import { Trust } from './trust.js';
import { TypingSignal } from './typing-signal.js';
import type { Vault } from './vault.js';

const pageSize = 100;
const cardAgeSeconds = 86_400;
const warnDays = 30;

type OpenRequest = Exclude<
  DeskRequest,
  { type: 'set-up' | 'restore' | 'recovery-kept' | 'unlock' | 'sign-out' }
>;

interface Opened {
  readonly business: BusinessId;
  readonly device: DeviceRecord;
  readonly key: SigningKey;
  readonly id: PeerId;
  readonly root: SigningKey | undefined;
  readonly trust: Trust;
  readonly inboxes: ReadonlyMap<number, BoxKey>;
}

/** The desk while it is unlocked. Dropping it drops every key: locking is letting go of this object. */
export class OpenDesk {
  readonly #world: DeskWorld;
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #opened: Opened;
  readonly #onChange: () => void;
  readonly #serial = new Serial();
  readonly #log: ConversationLog;
  readonly #courier: Courier;
  readonly #mail: DeskMail;
  readonly #link: PeerLink;
  readonly #lead: TabLead;
  readonly #online = new Set<PeerId>();
  readonly #typing = new Map<ConversationId, TypingSignal>();
  readonly #typingNow = new Set<ConversationId>();
  readonly #muting: Muting;
  #logId = '';
  #progress = new Progress();
  #epoch: number | undefined;
  #selected: ConversationId | undefined;
  #shown = pageSize;
  #drawing: Promise<void> | undefined;
  #isStale = false;
  #state: DeskOpenState;

  private constructor(world: DeskWorld, store: Store, vault: Vault, opened: Opened, onChange: () => void) {
    const { ctx } = world;
    const { business, device, key, id, trust, inboxes } = opened;
    this.#world = world;
    this.#store = store;
    this.#vault = vault;
    this.#opened = opened;
    this.#onChange = onChange;
    this.#muting = new Muting(ctx.now);
    this.#state = initialState(world, opened);
    const epoch = (): number => this.#epoch ?? -1;
    this.#log = new ConversationLog(vault, ctx.now);
    this.#link = world.makeLink({
      node: world.node,
      business,
      id,
      cardSeq: () => trust.seq,
      prove: challenge => this.#prove(challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        this.#onLinkState(state, error);
      },
      onNews: news => void this.#guard(() => this.#onNews(news)),
      onRoute: (_peer, error) => {
        // A channel that only failed is nothing to tell: words go through the node.
        if (error?.code === 'route-tampered') this.fail(error);
        void this.#guard(() => this.#courier.flush());
        void this.#draw();
      },
    });
    this.#courier = new Courier({
      vault,
      log: this.#log,
      serial: this.#serial,
      epoch,
      send: frame => this.#link.send(frame, { durable: true }),
      onSettled: () => {
        this.#changed();
      },
    });
    this.#mail = new DeskMail({
      ctx,
      business,
      device: { id, key, certificate: device.certificate, name: device.name },
      vault,
      log: this.#log,
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
        this.#epoch = undefined;
        this.#link.close();
        this.#publish({ trouble: { code: 'deposed', canRetry: true, href: undefined } });
      },
      onRing: () => void this.#draw(),
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
    const trust = new Trust(ctx, business, vault);
    await trust.recall();
    const inboxes = new Map<number, BoxKey>();
    for (const { epoch, bytes } of held.keys) {
      const box = await importBoxKey(ctx, bytes);
      if (box) inboxes.set(epoch, box);
    }
    const id = await peerId(ctx, 'a', key.publicKey);
    const desk = new OpenDesk(
      world,
      store,
      vault,
      { business, device, key, id, root, trust, inboxes },
      onChange,
    );
    await desk.#draw();
    return desk;
  }

  get state(): DeskOpenState {
    return this.#state;
  }

  suspend(): void {
    this.#lead.stop();
    this.#epoch = undefined;
    this.#link.close();
  }

  resume(): void {
    this.#lead.start();
  }

  wake(): void {
    this.#lead.ring({ type: 'intent' });
    if (this.#epoch !== undefined && this.#state.connection === 'offline') this.#link.connect();
  }

  /** Says what went wrong, in the strip above the thread. */
  fail(cause: unknown): void {
    const code = cause instanceof SecureChatError ? cause.code : 'storage-failed';
    if (code !== 'deposed') this.#publish({ trouble: this.#troubleOf(code) });
  }

  async handle(request: OpenRequest): Promise<void> {
    // The window in which the agent acts leads: a second desk window takes over, and the first says so.
    if (this.#epoch === undefined) this.#lead.steal();
    switch (request.type) {
      case 'select':
        this.#selected = request.conversation;
        this.#shown = pageSize;
        return this.#draw();
      case 'take':
        return this.#onSelected(async id => {
          await this.#serial.run(() => this.#mail.take(id));
          await this.#pump(id);
        });
      case 'send':
        return this.#onSelected(id => this.#send(id, request.text));
      case 'draft':
        return this.#onSelected(async id => {
          await this.#edit(id, conversation => withDesk(conversation, { draft: request.text }));
          await this.#sendTyping(id, request.text !== '');
        });
      case 'note':
        return this.#onSelected(id =>
          this.#edit(id, conversation => withDesk(conversation, { note: request.text })),
        );
      case 'seen':
        return this.#onSelected(async id => {
          if (((await this.#vault.get('conversation', id))?.unread.length ?? 0) === 0) return;
          await this.#edit(id, markSeen);
          await this.#pump(id);
        });
      case 'end':
        return this.#onSelected(async id => {
          const batch = this.#vault.batch();
          this.#log.addOwn(batch, id, messageId(this.#world.ctx), { type: 'end' }, this.#opened.device.name);
          await batch.commit(undefined);
          await this.#edit(id, conversation => withDesk(conversation, { isEnded: true, waitingSince: 0 }));
          await this.#pump(id);
        });
      case 'earlier':
        this.#shown += pageSize;
        return this.#draw();
      case 'search':
        this.#publish({ search: request.text });
        return this.#draw();
      case 'available':
        await this.#choose({ isAvailable: request.on });
        this.#link.say({ type: 'available', on: request.on });
        return;
      case 'sound':
        return this.#choose({ hasSound: request.on });
      case 'notifications':
        await this.#world.askNotifications();
        this.#publish({ notifications: this.#world.notifications() });
        return;
      case 'retry':
        this.#publish({ trouble: undefined });
        this.#link.connect();
        return;
    }
  }

  async #onSelected(action: (id: ConversationId) => Promise<void>): Promise<void> {
    if (this.#selected !== undefined) await action(this.#selected);
  }

  async #send(id: ConversationId, text: string): Promise<void> {
    const trimmed = sendable(text);
    const { ctx } = this.#world;
    const batch = this.#vault.batch();
    this.#log.addOwn(batch, id, messageId(ctx), { type: 'text', text: trimmed }, this.#opened.device.name);
    await batch.commit(undefined);
    await this.#edit(id, conversation =>
      withDesk(conversation, {
        draft: '',
        lastText: trimmed,
        lastIsOwn: true,
        lastAt: ctx.now(),
        waitingSince: 0,
        isEnded: false,
      }),
    );
    await this.#pump(id);
  }

  async #edit(
    id: ConversationId,
    change: (conversation: ConversationRecord) => ConversationRecord,
  ): Promise<void> {
    await this.#serial.run(async () => {
      const conversation = await this.#vault.get('conversation', id);
      if (!conversation) return;
      const batch = this.#vault.batch();
      batch.put('conversation', id, change(conversation));
      await batch.commit(this.#epoch ?? -1);
    });
    await this.#draw();
  }

  async #choose(change: Partial<{ hasSound: boolean; isAvailable: boolean }>): Promise<void> {
    const { hasSound, isAvailable } = this.#state;
    const batch = this.#vault.batch();
    batch.putMeta('desk-choices', { hasSound, isAvailable, ...change });
    await batch.commit(undefined);
    await this.#draw();
  }

  async #onLead(): Promise<void> {
    this.#epoch = await this.#store.raiseFence();
    await this.#courier.begin();
    this.#publish({ trouble: undefined });
    this.#link.connect();
    for (const id of await conversationsWithIntents(this.#log)) await this.#pump(id);
  }

  async #prove(challenge: Challenge): Promise<Proof> {
    const { trust, key, id, device, root } = this.#opened;
    const { ctx, node } = this.#world;
    if (challenge.card !== undefined) await trust.take(challenge.card, this.#epoch ?? -1);
    if (!trust.card && root) {
      // The kept card ended while nobody opened the desk: the owner's root signs a new one.
      await this.#renew();
    } else if (trust.card && root && ctx.now() / 1000 - trust.card.issued > cardAgeSeconds)
      await this.#renew();
    if (!trust.card) throw new SecureChatError('card-expired');
    if (trust.card.revoked.has(id)) throw new SecureChatError('device-removed');
    if (trust.isClockWrong(challenge)) this.#publish({ trouble: this.#troubleOf('clock-wrong') });
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
      available: this.#state.isAvailable,
    };
  }

  async #renew(): Promise<void> {
    const { trust, root, key } = this.#opened;
    const current: VerifiedCard | undefined = trust.card ?? (await trust.recallEnded());
    if (!root || !current) return;
    const renewed = await renewCard(this.#world.ctx, root, current, toBase64url(key.publicKey));
    await trust.take(toBase64url(renewed.card), this.#epoch ?? -1);
    const batch = this.#vault.batch();
    batch.putMeta('access', { jws: renewed.access });
    await batch.commit(this.#epoch ?? -1);
  }

  #onLinkState(state: TransportState, error: SecureChatError | undefined): void {
    if (state !== 'open') {
      this.#online.clear();
      this.#muting.letGo();
    }
    if (this.#epoch === undefined && state === 'closed') return;
    const connection = state === 'open' ? 'online' : error || state === 'closed' ? 'offline' : 'connecting';
    this.#publish({ connection, trouble: error && this.#troubleOf(error.code) });
    if (state === 'open') void this.#guard(() => this.#courier.flush());
  }

  async #onNews(news: NodeNews): Promise<void> {
    switch (news.type) {
      case 'admitted':
        for (const id of news.visitors ?? []) this.#online.add(id);
        await this.#publishBackup();
        return this.#draw();
      case 'visitor':
        if (news.online) this.#online.add(news.id);
        else this.#online.delete(news.id);
        return this.#draw();
      case 'card':
        await this.#opened.trust.take(news.card, this.#epoch ?? -1);
        return this.#draw();
      default:
        return;
    }
  }

  /** The node's copy of the backup holds every inbox of this desk, so that a restored owner reads what waits. */
  async #publishBackup(): Promise<void> {
    const { device } = this.#opened;
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
    if (queue !== 'team') return this.#mail.receive(frame);
    const after = this.#progress.handled(position);
    try {
      return await this.#mail.receive(frame, after > 0 ? { log: this.#logId, after } : undefined);
    } catch (cause) {
      this.#progress.arrived(position);
      throw cause;
    }
  }

  async #onReceived({ from, conversation, content, typing, rtc }: Received): Promise<void> {
    const { id } = conversation;
    if (rtc && conversation.holder?.device === this.#opened.id) {
      await answerRtc(
        { link: this.#link, send: (_peer, payload) => this.#sendOne(id, payload, 'durable') },
        from,
        rtc,
      );
    }
    if (typing !== undefined || content.length > 0) this.#typingOf(id).show(typing === true ? id : '');
    if (content.some(({ type }) => type === 'text')) {
      this.#world.onArrived({ hasSound: this.#state.hasSound });
    }
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) await this.#sendOne(id, { type: 'resend', ...gap }, 'transient');
    }
    await this.#pump(id);
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

  async #sendTyping(id: ConversationId, on: boolean): Promise<void> {
    if (this.#link.state !== 'open' || !this.#typingOf(id).isDue(on)) return;
    await this.#sendOne(id, { type: 'typing', on }, 'transient');
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  async #sendOne(id: ConversationId, payload: Payload, how: 'transient' | 'durable'): Promise<void> {
    if (this.#link.state !== 'open') return;
    const frame = await this.#serial.run(() => this.#mail.sealOne(id, payload, how));
    const options = how === 'transient' ? { durable: false } : ({ durable: true, by: 'relay' } as const);
    // The way closed meanwhile: the state says so, and both are said anew when it matters.
    await (frame && this.#link.send(frame, options).catch(() => undefined));
  }

  async #pump(id: ConversationId): Promise<void> {
    if (this.#epoch === undefined) return;
    await this.#serial.run(() => this.#mail.sealWaiting(id));
    await this.#courier.flush();
    this.#changed();
  }

  #changed(): void {
    this.#lead.ring({ type: 'changed' });
    void this.#draw();
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
      const rows = conversations.map(conversation => rowOf(conversation, this.#opened.id, this.#online));
      const selected = conversations.find(({ id }) => id === this.#selected);
      const choices = await this.#vault.meta('desk-choices');
      const { card } = this.#opened.trust;
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
    const bytes = businessBytes(this.#opened.business);
    const row = rowOf(conversation, this.#opened.id, this.#online);
    const route: ActiveRoute = this.#link.routeTo(desk.visitor);
    return {
      ...(await this.#log.items(id, this.#shown, { showOwnContext: true })),
      id,
      name: row.name,
      section: row.section,
      colleague: row.colleague,
      context: desk.context,
      language: '',
      note: desk.note,
      draft: desk.draft,
      typing: this.#typingNow.has(id) ? row.pageTitle || row.name || ' ' : '',
      safety: {
        business: await businessSafetyNumber(ctx, bytes),
        visitor: await visitorSafetyNumber(ctx, bytes, desk.visitorKey),
      },
      visitorOnline: row.visitorOnline,
      route,
      isErased: false,
    };
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.fail(cause);
    }
  }

  #troubleOf(code: ErrorCode): DeskOpenState['trouble'] {
    return { code, canRetry: code !== 'device-removed' && code !== 'admission-refused', href: undefined };
  }

  #publish(change: Partial<DeskOpenState>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.#onChange();
  }
}

function initialState(world: DeskWorld, { business, device }: Opened): DeskOpenState {
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
