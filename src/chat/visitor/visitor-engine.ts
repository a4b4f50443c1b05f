import { messageId, businessBytes } from '../../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import { readBusinessName } from '../model/business-name.js';
import type { Received } from '../thread/payload-handlers.js';
import { sendable } from '../thread/sendable.js';
import { Serial } from '../store/serial.js';
import type { PageContext, SafetyNumbers, VisitorModel, VisitorRequest, VisitorState } from '../state.js';
import type { Shared, TabNote } from '../connection/tab-note.js';
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

/** One customer's conversation with one business, over all tabs of her browser: what she asks for, and what she sees. */
export class VisitorEngine implements VisitorModel {
  readonly #world: VisitorWorld;
  /** Drafts and intents in the order they were made: a late draft must not bring back words that were sent. */
  readonly #writes = new Serial();
  readonly #listeners = new Set<() => void>();
  readonly #typing: TypingSignal;
  #connection: VisitorConnection | undefined;
  #starting: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  /** The page went away: what still opens does not take the lead behind its back. */
  #isAway = false;
  #safety: SafetyNumbers | undefined;
  #shown = pageSize;
  /** Drafts that are not on the disk yet: until they are, what is stored is older than what is typed. */
  #draftsToCome = 0;
  #draftsMade = 0;
  #refreshing: Promise<void> | undefined;
  #isStale = false;
  #state: VisitorState;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
  ) {
    this.#world = world;
    this.#state = initialState(words);
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

  /** Whether the text was committed: a caller that clears its field waits for this. */
  async send(text: string): Promise<void> {
    await this.#opening;
    await this.#writes.run(() => this.#commitText(text));
    this.#connection?.pump();
    this.#connection?.ring({ type: 'intent' });
    await this.#refresh();
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
    const { businessName, isDemo } = this.#state;
    this.#state = Object.freeze({
      ...initialState({ greeting: '', context: undefined }),
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

  async #commitText(text: string): Promise<void> {
    const { ctx } = this.#world;
    const trimmed = sendable(text);
    if (!this.#connection) throw new SecureChatError('storage-failed');
    const { vault, log, identity } = this.#connection;
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
    // Words that were typed and sent while the store still opens are not dropped: they wait for it.
    if (!this.#connection) await this.#starting;
    const connection = this.#connection;
    if (!connection) return request.type === 'retry' ? this.start() : undefined;
    const { vault, log, identity } = connection;
    switch (request.type) {
      case 'send':
        return this.send(request.text);
      case 'draft':
        this.#publish({ draft: request.text });
        if (this.#state.connection === 'online' && this.#typing.isDue(request.text !== ''))
          void connection.sendOne({ type: 'typing', on: request.text !== '' }, 'transient');
        this.#draftsToCome++;
        this.#draftsMade++;
        return this.#writes
          .run(async () => {
            // Only the newest of many quick ones is worth a write.
            if (this.#state.draft !== request.text) return;
            const batch = vault.batch();
            batch.putMeta('draft', { text: request.text });
            await batch.commit(undefined);
          })
          .finally(() => {
            this.#draftsToCome--;
          });
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

  #onReceived({ conversation, content, typing }: Received): void {
    if (typing !== undefined || content.length > 0)
      this.#typing.show(typing === true ? (conversation.holder?.name ?? '') : '');
    if (content.some(({ type }) => type === 'text')) this.#world.onArrived();
  }

  #onRing(note: TabNote): void {
    if (note.type === 'state') {
      if (this.#connection?.isLeading === false) this.#publish(note.state);
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
    while (this.#isStale && this.#connection) {
      this.#isStale = false;
      const { mail, log, vault, trust, identity } = this.#connection;
      const draftsMade = this.#draftsMade;
      const [conversation, thread, draft, choices, told] = await Promise.all([
        mail.conversation(),
        log.items(identity.conversation, this.#shown, { showOwnContext: false }),
        vault.meta('draft'),
        vault.meta('choices'),
        vault.meta('told'),
      ]);
      const { card } = trust;
      const isTypedNewer = this.#draftsToCome > 0 || this.#draftsMade !== draftsMade || draft?.text !== '';
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
        // What is being typed here wins over what another tab stored, but for words that it sent.
        draft: this.#state.phase === 'loading' ? (draft?.text ?? '') : isTypedNewer ? this.#state.draft : '',
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
    isContextTold: false,
    safety: undefined,
    trouble: undefined,
  });
}
