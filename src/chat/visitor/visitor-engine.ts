import { businessBytes } from '../../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import { causeOf, CurrentErrors } from '../connection/current-errors.js';
import type { ErrorCause } from '../connection/current-errors.js';
import type { Shared, TabNote } from '../connection/tab-note.js';
import { Coalesced } from '../connection/coalesced.js';
import type { Received } from '../thread/received.js';
import type { PageContext, SafetyNumbers } from '../model/thread-state.js';
import type { VisitorModel, VisitorRequest, VisitorState } from '../model/visitor-state.js';
import { TypingSignal } from '../connection/typing-signal.js';
import { VisitorSide } from './visitor-side.js';
import { initialState, readSnapshot } from './visitor-snapshot.js';
import type { VisitorWorld } from './visitor-world.js';
import { VisitorWriting } from './visitor-writing.js';

const pageSize = 100;

/** One customer's conversation with one business, over all tabs of her browser: what she asks for, and what she sees. */
export class VisitorEngine implements VisitorModel {
  readonly #world: VisitorWorld;
  readonly #writing: VisitorWriting;
  readonly #listeners = new Set<() => void>();
  readonly #typing: TypingSignal;
  readonly #errors = new CurrentErrors();
  #connection: VisitorSide | undefined;
  #starting: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  /** The page went away: what still opens does not take the lead behind its back. */
  #isAway = false;
  #safety: SafetyNumbers | undefined;
  #shown = pageSize;
  readonly #drawing = new Coalesced(() => this.#draw());
  #state: VisitorState;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
  ) {
    this.#world = world;
    this.#writing = new VisitorWriting(world, {
      opened: () => this.#opened(),
      state: () => this.#state,
      onDraft: draft => {
        this.#publish({ draft });
      },
    });
    this.#state = initialState({ ...words, draft: this.#writing.draft });
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
    await this.#writing.say(text);
    await this.#kept();
  }

  /** A text that the page did not let go goes back into its field. */
  giveBack(text: string): void {
    this.#writing.giveBack(text);
  }

  /** Erases the conversation at the node, at every desk and here. Fails with `node-unreachable` while offline: nothing is lost then. */
  async erase(): Promise<void> {
    const { eraseConversation } = await this.#commands();
    if (!this.#connection) return;
    await eraseConversation(this.#world, this.#connection);
    this.#onErased();
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
    const connection = await VisitorSide.open(this.#world, {
      onStanding: change => {
        this.#share(change);
      },
      onError: (cause, code) => {
        this.#setError(cause, code);
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
  async #opened(): Promise<VisitorSide> {
    await this.#opening;
    if (!this.#connection) throw new SecureChatError('storage-failed');
    return this.#connection;
  }

  /** Words were kept, by any tab: the one that leads seals them. */
  async #kept(): Promise<void> {
    this.#wrote();
    this.#connection?.pump();
    this.#connection?.ring({ type: 'intent' });
    await this.#refresh();
  }

  async #handle(request: VisitorRequest): Promise<void> {
    // These two before anything is waited for: the field has let go of the words already.
    if (request.type === 'draft') return this.#onDraft(request.text, request.returned);
    if (request.type === 'send') {
      await this.#writing.send(request.text);
      return this.#kept();
    }
    if (!this.#connection) await this.#starting;
    const connection = this.#connection;
    if (!connection) return request.type === 'retry' ? this.start() : undefined;
    switch (request.type) {
      case 'seen':
        return connection.seen();
      case 'earlier':
        this.#shown += pageSize;
        return this.#refresh();
      case 'retry':
        this.#errors.clear();
        this.#publish({ trouble: undefined });
        connection.retry();
        return;
      case 'close':
        return connection.exchange.tend();
      case 'erase':
        return this.erase();
      case 'save-copy':
        return (await this.#commands()).saveCopy(this.#world, connection, this.#state);
      case 'agree':
        await (await this.#commands()).choose(connection, this.#state, { hasAgreed: true });
        return this.#refresh();
      case 'share-context':
        await (await this.#commands()).choose(connection, this.#state, { sharesContext: request.on });
        return this.#refresh();
    }
  }

  /** Fails with `app-unavailable` where the code cannot be fetched now. */
  #commands(): Promise<typeof import('./visitor-commands.js')> {
    return import('./visitor-commands.js').catch((cause: unknown) => {
      throw new SecureChatError('app-unavailable', undefined, { cause });
    });
  }

  async #onDraft(text: string, returned?: readonly string[]): Promise<void> {
    const isOn = text !== '';
    if (this.#state.connection === 'online' && this.#typing.isDue(isOn))
      void this.#connection?.sendOne({ type: 'typing', on: isOn }, 'transient');
    const keeping = this.#writing.type(text, returned);
    this.#publish({ draft: this.#writing.draft });
    await keeping;
    // What came back stands in its field: what kept it from being sent is told until somebody types on.
    if (!returned) this.#wrote();
  }

  #onReceived({ conversation, content, typing }: Received): void {
    if (typing !== undefined || content.length > 0)
      this.#typing.show(typing === true ? (conversation.holder?.name ?? '') : '');
    if (content.some(({ type }) => type === 'text')) this.#world.onArrived();
  }

  #onRing(note: TabNote): void {
    if (note.type === 'erased') this.#onErased();
    else if (note.type !== 'state') void this.#refresh();
    else if (this.#connection?.isLeading === false) this.#publish(note.state);
  }

  /** Nothing is kept any more, whichever tab erased it: what this one shows goes, too. */
  #onErased(): void {
    this.#connection?.end();
    this.#connection = undefined;
    this.#writing.forget();
    const { businessName, isDemo } = this.#state;
    const { draft } = this.#writing;
    this.#state = initialState({ greeting: '', context: undefined, draft });
    this.#publish({ phase: 'erased', businessName, isDemo });
    this.#world.onErased();
  }

  /** The store changed: draw it, and tell the other tabs. */
  #changed(): Promise<void> {
    this.#connection?.ring({ type: 'changed' });
    return this.#refresh();
  }

  #refresh(): Promise<void> {
    return this.#drawing.run();
  }

  async #draw(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    const [read] = await Promise.all([
      readSnapshot(connection, this.#state, { count: this.#shown, safety: this.#safety }),
      this.#writing.read(),
    ]);
    // Erased while it was read.
    if (this.#connection === connection) this.#publish({ ...read, draft: this.#writing.draft });
  }

  #share(change: Partial<Shared>): void {
    this.#publish(change);
    const { connection, route, teamOnline, typing, trouble } = this.#state;
    if (this.#connection?.isLeading)
      this.#connection.ring({ type: 'state', state: { connection, route, teamOnline, typing, trouble } });
  }

  #fail(cause: unknown): void {
    const code = cause instanceof SecureChatError ? cause.code : 'storage-failed';
    // Deposed is not an error: another tab leads, and this one draws what that one commits.
    if (code !== 'deposed') this.#setError(causeOf(code), code);
    if (!this.#connection) this.#publish({ phase: 'failed' });
  }

  /** What was written stands: whatever kept words from it is over. */
  #wrote(): void {
    this.#setError('storage', undefined);
    this.#setError('words', undefined);
  }

  #setError(cause: ErrorCause, code: ErrorCode | undefined): void {
    this.#errors.set(cause, code);
    const { worst } = this.#errors;
    if (worst !== this.#state.trouble?.code) this.#share({ trouble: worst && this.#troubleOf(worst) });
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
