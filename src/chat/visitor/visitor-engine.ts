import { messageId, businessBytes } from '../../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { RingNote } from '../../storage/tab-lead.js';
import { readBusinessName } from '../model/business-name.js';
import type { Received } from '../thread/payload-handlers.js';
import { Drafts } from '../thread/drafts.js';
import type { Batch } from '../store/vault.js';
import type { MessageId } from '../../wire/ids.js';
import { sendable } from '../thread/sendable.js';
import type { DraftState, PageContext, SafetyNumbers } from '../model/thread-state.js';
import type { VisitorModel, VisitorRequest, VisitorState } from '../model/visitor-state.js';
import { TypingSignal } from '../connection/typing-signal.js';
import { VisitorConnection } from './visitor-side.js';
import type { ConnectionWorld } from './visitor-side.js';

const pageSize = 100;

/** The world around the visitor's engine: concrete stores, carriers and page, chosen in `app/`. */
export interface VisitorWorld extends ConnectionWorld {
  readonly saveFile: (name: string, text: string) => void;
  /** A text came in while this tab leads. */
  readonly onArrived: () => void;
  /** Everything is gone: the page forgets that the customer ever acted. */
  readonly onErased: () => void;
}

/** What a follower tab is told of the connection. */
type Shared = Pick<VisitorState, 'connection' | 'route' | 'teamOnline' | 'typing' | 'trouble'>;

/** One customer's conversation with one business, over all tabs of her browser: what she asks for, and what she sees. */
export class VisitorEngine implements VisitorModel {
  readonly #world: VisitorWorld;
  readonly #drafts: Drafts;
  readonly #listeners = new Set<() => void>();
  readonly #typing: TypingSignal;
  #connection: VisitorConnection | undefined;
  #starting: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  /** The page went away: what still opens does not take the lead behind its back. */
  #isAway = false;
  #safety: SafetyNumbers | undefined;
  #shown = pageSize;
  #refreshing: Promise<void> | undefined;
  #isStale = false;
  #state: VisitorState;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
  ) {
    this.#world = world;
    const { business } = world;
    this.#drafts = new Drafts({
      vault: async () => (await this.#opened()).vault,
      newId: () => messageId(world.ctx),
      keyOf: () => 'draft',
      sentText: async (_place, id) => {
        const { log, identity } = await this.#opened();
        return log.ownText(identity.conversation, id);
      },
      onChanged: () => {
        this.#publish({ draft: this.#drafts.state(business) });
      },
    });
    this.#state = initialState({ ...words, draft: this.#drafts.state(business) });
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
  start(): Promise<void> {
    this.#isAway = false;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** The page goes away or is frozen: leave the lead and the connection to others. */
  suspend(): void {
    this.#isAway = true;
    this.#connection?.stop();
  }

  /** The page is back. */
  resume(): void {
    this.#isAway = false;
    this.#connection?.start();
    void this.#refresh();
  }

  /** The tab is seen: if the leader is frozen, this one takes over. */
  wake(): void {
    this.#connection?.wake(this.#state.connection === 'offline');
  }

  setContext(context: PageContext | undefined): void {
    this.#publish({ context });
    void this.#refresh();
  }

  request(request: VisitorRequest): void {
    this.#handle(request).catch((cause: unknown) => {
      this.#fail(cause);
    });
  }

  /** Sends a text of the page's own; settles once it is kept. A draft is left alone. */
  async send(text: string): Promise<void> {
    await this.#drafts.commit((batch, id) => this.#addText(batch, id, text));
    await this.#kept();
  }

  /** A text that the page did not let go goes back into its field. */
  giveBack(text: string): void {
    this.#drafts.giveBack(this.#world.business, text);
  }

  /** Erases the conversation at the node, at every desk and here. Fails with `node-unreachable` while offline: nothing is lost then. */
  async erase(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    const { ctx, business } = this.#world;
    const { createForget } = await import('../../protocol/forget.js');
    const visitor = connection.identity.key;
    // The node first: once the key is gone, nobody could ask it any more.
    await connection.send(await createForget(ctx, { visitor, business: businessBytes(business) }));
    connection.stop();
    await connection.store.destroy();
    this.#connection = undefined;
    this.#drafts.forget(business);
    const { businessName, isDemo } = this.#state;
    this.#state = Object.freeze({
      ...initialState({ greeting: '', context: undefined, draft: this.#drafts.state(business) }),
      phase: 'erased' as const,
      businessName,
      isDemo,
    });
    this.#notify();
    this.#world.onErased();
  }

  async #start(): Promise<void> {
    try {
      if (!this.#connection) await (this.#opening = this.#open());
      // The lead is sought while the store is drawn for the first time.
      if (!this.#isAway) this.#connection?.start();
      await this.#refresh();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  async #open(): Promise<void> {
    const { ctx, business } = this.#world;
    const connection = await VisitorConnection.open(this.#world, {
      onStanding: change => {
        this.#share(change);
      },
      onTrouble: code => {
        this.#share({ trouble: code && this.#troubleOf(code) });
      },
      onFailure: cause => {
        this.#fail(cause);
      },
      onChanged: () => this.#changed(),
      onReceived: received => {
        this.#onReceived(received);
      },
      onDeposed: () => void this.#refresh(),
      onRing: note => {
        this.#onRing(note);
      },
    });
    const bytes = businessBytes(business);
    this.#safety = {
      business: await businessSafetyNumber(ctx, bytes),
      visitor: await visitorSafetyNumber(ctx, bytes, connection.identity.key.publicKey),
    };
    this.#connection = connection;
  }

  /** The connection, once the store is open: words that were typed before it are not dropped, they wait. */
  async #opened(): Promise<VisitorConnection> {
    await this.#opening;
    if (!this.#connection) throw new SecureChatError('storage-failed');
    return this.#connection;
  }

  async #addText(batch: Batch, id: MessageId, text: string): Promise<void> {
    const { ctx } = this.#world;
    const words = sendable(text);
    const { vault, log, identity } = await this.#opened();
    const { sharesContext, context } = this.#state;
    const told = JSON.stringify(context);
    if (sharesContext && context && (await vault.meta('told'))?.context !== told) {
      log.addOwn(batch, identity.conversation, messageId(ctx), { type: 'context', context });
      batch.putMeta('told', { context: told });
    }
    log.addOwn(batch, identity.conversation, id, { type: 'text', text: words });
  }

  /** Words were kept, by any tab: the one that leads seals them. */
  async #kept(): Promise<void> {
    this.#connection?.pump();
    this.#connection?.ring({ type: 'intent' });
    await this.#refresh();
  }

  async #handle(request: VisitorRequest): Promise<void> {
    const { business } = this.#world;
    // These two before anything is waited for: the field has let go of the words already.
    if (request.type === 'draft') return this.#onDraft(request.text, request.returned);
    if (request.type === 'send') {
      await this.#drafts.send(business, request.text, (batch, id, text) => this.#addText(batch, id, text));
      return this.#kept();
    }
    if (!this.#connection) await this.#starting;
    const connection = this.#connection;
    if (!connection) return request.type === 'retry' ? this.start() : undefined;
    const { vault, log, identity } = connection;
    switch (request.type) {
      case 'seen':
        return connection.seen();
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
        connection.retry();
        return;
      case 'save-copy': {
        const everything = { showOwnContext: false };
        const { items } = await log.items(identity.conversation, Number.MAX_SAFE_INTEGER, everything);
        const { transcript } = await import('../thread/transcript.js');
        this.#world.saveFile('conversation.txt', transcript(items, this.#state.businessName));
        return;
      }
      case 'erase':
        return this.erase();
      case 'close':
        return connection.mail.tend();
    }
  }

  async #onDraft(text: string, returned?: readonly string[]): Promise<void> {
    const { business } = this.#world;
    const isOn = text !== '';
    if (this.#state.connection === 'online' && this.#typing.isDue(isOn))
      void this.#connection?.sendOne({ type: 'typing', on: isOn }, 'transient');
    const keeping = this.#drafts.type(business, text, returned);
    this.#publish({ draft: this.#drafts.state(business) });
    await keeping;
  }

  #onReceived({ conversation, content, typing }: Received): void {
    if (typing !== undefined || content.length > 0)
      this.#typing.show(typing === true ? (conversation.holder?.name ?? '') : '');
    if (content.some(({ type }) => type === 'text')) this.#world.onArrived();
  }

  #onRing(note: RingNote): void {
    if (note.type === 'state') {
      if (this.#connection?.isLeading === false) this.#publish(note.state as Shared);
      return;
    }
    void this.#refresh();
  }

  /** The store changed: draw it, and tell the other tabs. */
  #changed(): Promise<void> {
    this.#connection?.ring({ type: 'changed' });
    return this.#refresh();
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
    const { business } = this.#world;
    while (this.#isStale && this.#connection) {
      this.#isStale = false;
      const { mail, log, vault, trust, identity } = this.#connection;
      const [conversation, thread, choices, told] = await Promise.all([
        mail.conversation(),
        log.items(identity.conversation, this.#shown, { showOwnContext: false }),
        vault.meta('choices'),
        vault.meta('told'),
        this.#drafts.read(business),
      ]);
      const { card } = trust;
      this.#publish({
        ...thread,
        phase: 'ready',
        safety: this.#safety,
        ...readBusinessName(card?.name ?? ''),
        greeting: this.#state.greeting === '' ? (card?.words.greeting ?? '') : this.#state.greeting,
        away: card?.words.away ?? '',
        consent: choices?.hasAgreed === true ? '' : (card?.words.consent ?? ''),
        agent: conversation.holder?.name ?? '',
        isVerified: conversation.holder !== undefined,
        unread: conversation.unread.length,
        draft: this.#drafts.state(business),
        sharesContext: choices?.sharesContext ?? true,
        isContextTold: told !== undefined && told.context === JSON.stringify(this.#state.context),
      });
    }
  }

  #share(change: Partial<Shared>): void {
    this.#publish(change);
    const { connection, route, teamOnline, typing, trouble } = this.#state;
    if (this.#connection?.isLeading)
      this.#connection.ring({ type: 'state', state: { connection, route, teamOnline, typing, trouble } });
  }

  #fail(cause: unknown): void {
    const code = cause instanceof SecureChatError ? cause.code : 'storage-failed';
    // Deposed is not a fault: another tab leads, and this one draws what that one commits.
    if (code === 'deposed') return;
    if (this.#connection) this.#share({ trouble: this.#troubleOf(code) });
    else this.#publish({ phase: 'failed', trouble: this.#troubleOf(code) });
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
  draft,
}: {
  readonly greeting: string;
  readonly context: PageContext | undefined;
  readonly draft: DraftState;
}): VisitorState {
  return Object.freeze({
    phase: 'loading',
    items: [],
    hasEarlier: false,
    draft,
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
    isContextTold: false,
    safety: undefined,
    trouble: undefined,
  });
}
