import type { Context } from '../protocol/context.js';
import { businessBytes, messageId } from '../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../protocol/safety-number.js';
import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import type { Store } from '../storage/store.js';
import type { RingNote, TabLead, TabLeadEvents } from '../storage/tab-lead.js';
import type { NodeNews } from '../transport/node-link.js';
import type { PeerLink, PeerLinkOptions, RouteWish } from '../transport/peer-link.js';
import type { Arrival, TransportState } from '../transport/transport.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import type { Challenge, Proof } from '../wire/node-messages.js';
import { ConversationLog } from './conversation-log.js';
import { Courier } from './courier.js';
import type { DirectRoute } from './direct-route.js';
import type { Received } from './reception.js';
import { readBusinessName } from './demo-name.js';
import { Muting } from './muting.js';
import { gapOf, markSeen } from './seen.js';
import { sendable } from './sendable.js';
import { Serial } from './serial.js';
import type { PageContext, SafetyNumbers, VisitorModel, VisitorRequest, VisitorState } from './state.js';
import { Trust } from './trust.js';
import { TypingSignal } from './typing-signal.js';
import { Vault } from './vault.js';
import { visitorIdentity } from './visitor-keys.js';
import type { VisitorIdentity } from './visitor-keys.js';
import { VisitorMail } from './visitor-mail.js';

const pageSize = 100;
const tendMs = 15_000;
/** Whoever was heard so recently is there, whatever the node says of the team, in ms. */
const heardRecentlyMs = 300_000;

/** The world around the visitor's engine: concrete stores, carriers and page, chosen in `app/`. */
export interface VisitorWorld {
  readonly ctx: Context;
  readonly business: BusinessId;
  /** Origin of the node. */
  readonly node: string;
  readonly openStore: () => Promise<Store>;
  readonly makeLead: (events: TabLeadEvents) => TabLead;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
  /** What the page wishes: only where it is not the relay, a direct way is looked for. */
  readonly route: RouteWish;
  readonly saveFile: (name: string, text: string) => void;
  /** A text came in while this tab leads. */
  readonly onArrived: () => void;
  /** Everything is gone: the page forgets that the customer ever acted. */
  readonly onErased: () => void;
}

/** What a follower tab is told of the connection. */
type Shared = Pick<VisitorState, 'connection' | 'route' | 'teamOnline' | 'typing' | 'trouble'>;

/** Everything that needs the customer's identity. */
interface Parts {
  readonly store: Store;
  readonly identity: VisitorIdentity;
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly trust: Trust;
  readonly link: PeerLink;
  readonly courier: Courier;
  readonly mail: VisitorMail;
  readonly lead: TabLead;
  readonly safety: SafetyNumbers;
}

/** One customer's conversation with one business, over all tabs of her browser. */
export class VisitorEngine implements VisitorModel {
  readonly #world: VisitorWorld;
  readonly #serial = new Serial();
  /** Drafts and intents in the order they were made: a late draft must not bring back words that were sent. */
  readonly #writes = new Serial();
  readonly #listeners = new Set<() => void>();
  readonly #typing: TypingSignal;
  readonly #muting: Muting;
  #parts: Parts | undefined;
  #direct: DirectRoute | undefined;
  /** The device that this side has a session with, and when it was last heard, in ms of the page's clock. */
  #holder: PeerId | undefined;
  #heardAt = -Infinity;
  #epoch: number | undefined;
  #shown = pageSize;
  #tending: ReturnType<typeof setInterval> | undefined;
  #refreshing: Promise<void> | undefined;
  #isStale = false;
  #state: VisitorState;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
  ) {
    this.#world = world;
    this.#state = initialState(words);
    this.#muting = new Muting(world.ctx.now);
    this.#typing = new TypingSignal(name => {
      this.#share({ typing: name });
    });
  }

  get state(): VisitorState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the store and queues for the lead. Fails visibly in `state`, never by throwing. */
  async start(): Promise<void> {
    try {
      this.#parts ??= await this.#assemble();
      await this.#refresh();
      this.resume();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** The page goes away or is frozen: leave the lead and the connection to others. */
  suspend(): void {
    this.#parts?.lead.stop();
    this.#leave();
  }

  /** The page is back. */
  resume(): void {
    this.#parts?.lead.start();
    void this.#refresh();
  }

  /** The tab is seen: if the leader is frozen, this one takes over. */
  wake(): void {
    this.#parts?.lead.ring({ type: 'intent' });
    if (this.#epoch !== undefined && this.#state.connection === 'offline') this.#parts?.link.connect();
  }

  setContext(context: PageContext | undefined): void {
    this.#publish({ context });
  }

  request(request: VisitorRequest): void {
    this.#handle(request).catch((cause: unknown) => {
      this.#fail(cause);
    });
  }

  /** Whether the text was committed: a caller that clears its field waits for this. */
  async send(text: string): Promise<void> {
    await this.#writes.run(() => this.#commitText(text));
    await this.#refresh();
    this.#pump();
    this.#parts?.lead.ring({ type: 'intent' });
  }

  async #commitText(text: string): Promise<void> {
    const { ctx } = this.#world;
    const parts = this.#parts;
    const trimmed = sendable(text);
    if (!parts) throw new SecureChatError('storage-failed');
    const { vault, log, identity } = parts;
    const batch = vault.batch();
    const told = JSON.stringify(this.#state.context);
    const { sharesContext, context } = this.#state;
    if (sharesContext && context && (await vault.meta('told'))?.context !== told) {
      log.addOwn(batch, identity.conversation, messageId(ctx), { type: 'context', context });
      batch.putMeta('told', { context: told });
    }
    log.addOwn(batch, identity.conversation, messageId(ctx), { type: 'text', text: trimmed });
    batch.putMeta('draft', { text: '' });
    // Any tab may commit an intent; only the leader seals it.
    await batch.commit(undefined);
    if (this.#state.draft.trim() === trimmed) this.#publish({ draft: '' });
  }

  async #handle(request: VisitorRequest): Promise<void> {
    const parts = this.#parts;
    if (!parts) return request.type === 'retry' ? this.start() : undefined;
    const { vault, lead, link, mail, identity } = parts;
    switch (request.type) {
      case 'send':
        return this.send(request.text);
      case 'draft': {
        this.#publish({ draft: request.text });
        this.#sendTyping(request.text !== '');
        return this.#writes.run(async () => {
          // Only the newest of many quick ones is worth a write.
          if (this.#state.draft !== request.text) return;
          const batch = vault.batch();
          batch.putMeta('draft', { text: request.text });
          await batch.commit(undefined);
        });
      }
      case 'seen':
        if (this.#epoch === undefined) {
          lead.ring({ type: 'intent', state: 'seen' });
          return;
        }
        return this.#markSeen();
      case 'earlier':
        this.#shown += pageSize;
        return this.#refresh();
      case 'share-context':
      case 'agree': {
        const { sharesContext, consent } = this.#state;
        const batch = vault.batch();
        const shares = request.type === 'share-context' ? request.on : sharesContext;
        batch.putMeta('choices', {
          sharesContext: shares,
          hasAgreed: request.type === 'agree' || consent === '',
        });
        await batch.commit(undefined);
        return this.#refresh();
      }
      case 'retry':
        this.#publish({ trouble: undefined });
        lead.steal();
        link.connect();
        return;
      case 'save-copy': {
        const { items } = await parts.log.items(identity.conversation, Number.MAX_SAFE_INTEGER, {
          showOwnContext: false,
        });
        const { transcript } = await import('./transcript.js');
        this.#world.saveFile('conversation.txt', transcript(items, this.#state.businessName));
        return;
      }
      case 'erase':
        return this.erase();
      case 'close':
        return mail.tend();
    }
  }

  async #assemble(): Promise<Parts> {
    const { ctx, business, node, openStore, makeLead, makeLink } = this.#world;
    const store = await openStore();
    const identity = await visitorIdentity(ctx, store, business);
    const vault = new Vault(ctx, store, identity.storageKey);
    const log = new ConversationLog(vault, ctx.now);
    const trust = new Trust(ctx, business, vault);
    await trust.recall();
    const epoch = (): number | undefined => this.#epoch ?? -1;
    const link = makeLink({
      node,
      business,
      id: identity.id,
      cardSeq: () => trust.seq,
      prove: challenge => this.#prove(identity, trust, challenge),
      onFrame: arrival => void this.#onFrame(arrival),
      onState: (state, error) => {
        this.#onLinkState(state, error);
      },
      onNews: news => {
        this.#onNews(news);
      },
      onRoute: (peer, error) => {
        this.#onRoute(peer, error?.code);
      },
    });
    const courier = new Courier({
      vault,
      log,
      serial: this.#serial,
      epoch,
      send: frame => link.send(frame, { durable: true }),
      onSettled: () => {
        this.#changed();
      },
    });
    const mail = new VisitorMail({ ctx, business, identity, store, vault, log, courier, trust, epoch });
    const lead = makeLead({
      onLead: () => void this.#onLead(),
      onDeposed: () => {
        this.#onDeposed();
      },
      onRing: note => {
        this.#onRing(note);
      },
    });
    const safety = {
      business: await businessSafetyNumber(ctx, businessBytes(business)),
      visitor: await visitorSafetyNumber(ctx, businessBytes(business), identity.key.publicKey),
    };
    return { store, identity, vault, log, trust, link, courier, mail, lead, safety };
  }

  async #onLead(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    try {
      this.#epoch = await parts.store.raiseFence();
      await parts.courier.begin();
      await parts.trust.recall();
      parts.link.connect();
      this.#tending = setInterval(() => void this.#guard(() => parts.mail.tend()), tendMs);
      this.#pump();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #onDeposed(): void {
    this.#leave();
    void this.#refresh();
  }

  #leave(): void {
    clearInterval(this.#tending);
    this.#epoch = undefined;
    this.#direct?.stop();
    this.#direct = undefined;
    this.#parts?.link.close();
  }

  #onRing(note: RingNote): void {
    if (note.type === 'state') {
      if (this.#epoch === undefined) this.#publish(note.state as Shared);
      return;
    }
    if (this.#epoch !== undefined && note.type === 'intent') {
      if (note.state === 'seen') void this.#guard(() => this.#markSeen());
      this.#pump();
      this.#share({});
    }
    void this.#refresh();
  }

  async #prove(identity: VisitorIdentity, trust: Trust, challenge: Challenge): Promise<Proof> {
    if (challenge.card !== undefined) await trust.take(challenge.card, this.#epoch ?? -1);
    if (!trust.card) throw new SecureChatError('card-invalid');
    this.#share({ teamOnline: challenge.teamOnline });
    if (trust.isClockWrong(challenge)) this.#trouble('clock-wrong');
    return trust.prove(identity.key, identity.id, this.#world.node, challenge);
  }

  #onLinkState(state: TransportState, error: SecureChatError | undefined): void {
    if (state !== 'open') {
      this.#muting.letGo();
      this.#parts?.mail.disconnected();
    }
    if (this.#epoch === undefined && state === 'closed') return;
    const route = this.#route();
    const fallen = error || state === 'closed' ? 'offline' : 'connecting';
    this.#share({
      connection: route === 'none' ? fallen : 'online',
      route,
      // While the two talk directly, a node that restarts is nobody's trouble.
      trouble: route === 'direct' ? undefined : error && this.#troubleOf(error.code),
    });
    if (state !== 'open') return;
    this.#pump();
    void this.#seekDirect({ isHopeful: true });
  }

  /** Which way words go now: what begins a session goes through the node in any case. */
  #route(): VisitorState['route'] {
    const { link } = this.#parts ?? {};
    if (link && this.#holder !== undefined) return link.routeTo(this.#holder);
    return link?.state === 'open' ? 'relay' : 'none';
  }

  #onRoute(peer: PeerId, code: ErrorCode | undefined): void {
    this.#direct?.changed(peer, code);
    const route = this.#route();
    const isNodeThere = this.#parts?.link.state === 'open';
    this.#share({ route, connection: route !== 'none' ? 'online' : isNodeThere ? 'connecting' : 'offline' });
    if (code === 'route-tampered') this.#trouble(code);
    this.#pump();
  }

  /** Looks for the way between the two browsers, once there is somebody to look for. */
  async #seekDirect({ isHopeful = false } = {}): Promise<void> {
    const { link } = this.#parts ?? {};
    const epoch = this.#epoch;
    if (!link || epoch === undefined || this.#holder === undefined || this.#world.route === 'relay') return;
    // Code that cannot be fetched now is fetched at the next occasion: words go through the node meanwhile.
    const loaded = await import('./direct-route.js').catch(() => undefined);
    if (!loaded || this.#epoch !== epoch) return;
    this.#direct ??= new loaded.DirectRoute(
      { link, send: (_peer, payload) => this.#sendOne(payload, 'durable') },
      () =>
        link.state === 'open' &&
        (this.#state.teamOnline || performance.now() - this.#heardAt < heardRecentlyMs),
    );
    this.#direct.want(this.#holder);
    if (isHopeful) this.#direct.hope();
  }

  #onNews(news: NodeNews): void {
    if (news.type === 'admitted') this.#parts?.mail.admitted(news.mailbox);
    if (news.type === 'team') {
      this.#share({ teamOnline: news.online });
      if (news.online) void this.#seekDirect({ isHopeful: true });
    }
    if (news.type === 'card') {
      void this.#guard(async () => {
        await this.#parts?.trust.take(news.card, this.#epoch ?? -1);
        // The card may remove whoever holds the conversation.
        this.#pump();
        this.#changed();
      });
    }
  }

  async #onFrame(arrival: Arrival): Promise<void> {
    const parts = this.#parts;
    if (!parts || arrival.queue === 'team') return;
    await this.#guard(async () => {
      const received = await this.#serial.run(() =>
        this.#muting.take(
          arrival,
          async () => {
            const outcome = await parts.mail.receive(arrival.frame);
            if (arrival.queue === 'own') parts.mail.handledStored();
            return outcome;
          },
          () => void this.#onFrame(arrival),
        ),
      );
      if (!received) return;
      this.#onReceived(received);
      this.#pump();
      this.#changed();
    });
  }

  #onReceived({ from, conversation, content, typing, rtc }: Received): void {
    const { holder } = conversation;
    this.#holder = holder?.sid ? holder.device : undefined;
    this.#heardAt = performance.now();
    void this.#seekDirect();
    if (rtc) void this.#direct?.announced(from, rtc);
    if (typing !== undefined || content.length > 0)
      this.#typing.show(typing === true ? (holder?.name ?? '') : '');
    if (content.some(({ type }) => type === 'text')) this.#world.onArrived();
    for (const seen of Object.values(conversation.seen)) {
      const gap = gapOf(seen);
      if (gap) void this.#sendOne({ type: 'resend', ...gap }, 'transient');
    }
  }

  #pump(): void {
    const parts = this.#parts;
    if (!parts || this.#epoch === undefined) return;
    void this.#guard(async () => {
      await this.#serial.run(() => parts.mail.sealWaiting());
      await parts.courier.flush();
      this.#changed();
    });
  }

  async #markSeen(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    await this.#serial.run(async () => {
      const conversation = await parts.mail.conversation();
      if (conversation.unread.length === 0) return;
      const batch = parts.vault.batch();
      batch.put('conversation', conversation.id, markSeen(conversation));
      await batch.commit(this.#epoch ?? -1);
    });
    this.#pump();
  }

  #sendTyping(on: boolean): void {
    if (this.#state.connection === 'online' && this.#typing.isDue(on))
      void this.#sendOne({ type: 'typing', on }, 'transient');
  }

  /** Sends what nobody repeats: a signal is stored by the node until it is handled, typing is not. */
  async #sendOne(...[payload, how]: Parameters<VisitorMail['sealOne']>): Promise<void> {
    const parts = this.#parts;
    const isWayThere = how === 'durable' ? parts?.link.state === 'open' : this.#route() !== 'none';
    if (!parts || this.#epoch === undefined || !isWayThere) return;
    await this.#guard(async () => {
      const frame = await this.#serial.run(() => parts.mail.sealOne(payload, how));
      if (!frame) return;
      const sending = parts.link.send(
        frame,
        how === 'transient' ? { durable: false } : { durable: true, by: 'relay' },
      );
      // The way closed meanwhile: the state says so, and both are said anew when it matters.
      await sending.catch(() => undefined);
    });
  }

  /** Erases the conversation at the node, at every desk and here. Fails with `node-unreachable` while offline: nothing is lost then. */
  async erase(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    const { ctx, business } = this.#world;
    const { createForget } = await import('../protocol/forget.js');
    const frame = await createForget(ctx, { visitor: parts.identity.key, business: businessBytes(business) });
    // The node first: once the key is gone, nobody could ask it any more.
    await parts.link.send(frame, { durable: true });
    this.suspend();
    await parts.store.destroy();
    this.#parts = undefined;
    this.#state = Object.freeze({
      ...initialState({ greeting: '', context: undefined }),
      phase: 'erased' as const,
    });
    this.#notify();
    this.#world.onErased();
  }

  /** The store changed: draw it, and tell the other tabs. */
  #changed(): void {
    this.#parts?.lead.ring({ type: 'changed' });
    void this.#refresh();
  }

  /** Draws the store; calls that come while it draws lead to one more drawing. */
  #refresh(): Promise<void> {
    this.#isStale = true;
    this.#refreshing ??= this.#draw().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #draw(): Promise<void> {
    while (this.#isStale && this.#parts) {
      this.#isStale = false;
      const { mail, log, vault, trust, identity, safety } = this.#parts;
      const [conversation, thread, draft, choices] = await Promise.all([
        mail.conversation(),
        log.items(identity.conversation, this.#shown, { showOwnContext: false }),
        vault.meta('draft'),
        vault.meta('choices'),
      ]);
      const { card } = trust;
      this.#holder = conversation.holder?.sid ? conversation.holder.device : undefined;
      this.#publish({
        ...thread,
        phase: 'ready',
        safety,
        ...readBusinessName(card?.name ?? ''),
        greeting: this.#state.greeting === '' ? (card?.words.greeting ?? '') : this.#state.greeting,
        away: card?.words.away ?? '',
        consent: choices?.hasAgreed === true ? '' : (card?.words.consent ?? ''),
        agent: conversation.holder?.name ?? '',
        isVerified: conversation.holder !== undefined,
        unread: conversation.unread.length,
        // What is being typed here wins over what another tab stored.
        draft:
          this.#state.phase === 'loading' ? (draft?.text ?? '') : draft?.text === '' ? '' : this.#state.draft,
        sharesContext: choices?.sharesContext ?? true,
      });
    }
  }

  #share(change: Partial<Shared>): void {
    this.#publish(change);
    const { connection, route, teamOnline, typing, trouble } = this.#state;
    if (this.#epoch !== undefined) {
      this.#parts?.lead.ring({ type: 'state', state: { connection, route, teamOnline, typing, trouble } });
    }
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    const code = cause instanceof SecureChatError ? cause.code : 'storage-failed';
    // Deposed is not a fault: another tab leads, and this one draws what that one commits.
    if (code === 'deposed') return;
    if (this.#parts) this.#trouble(code);
    else this.#publish({ phase: 'failed', trouble: this.#troubleOf(code) });
  }

  #trouble(code: ErrorCode): void {
    this.#share({ trouble: this.#troubleOf(code) });
  }

  #troubleOf(code: ErrorCode): VisitorState['trouble'] {
    const { node, business } = this.#world;
    const isStorage = code.startsWith('storage') || code === 'insecure-context';
    return { code, canRetry: true, href: isStorage ? `${node}/chat?b=${business}` : undefined };
  }

  #publish(change: Partial<VisitorState>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function initialState({
  greeting,
  context,
}: {
  readonly greeting: string;
  readonly context: PageContext | undefined;
}): VisitorState {
  return Object.freeze({
    phase: 'loading',
    items: [],
    hasEarlier: false,
    draft: '',
    typing: '',
    businessName: '',
    isDemo: false,
    greeting,
    away: '',
    consent: '',
    agent: '',
    isVerified: false,
    teamOnline: false,
    connection: 'waiting',
    route: 'none',
    unread: 0,
    context,
    sharesContext: true,
    safety: undefined,
    trouble: undefined,
  });
}
