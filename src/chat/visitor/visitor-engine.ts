import { businessBytes } from '../../protocol/ids.js';
import { businessSafetyNumber, visitorSafetyNumber } from '../../protocol/safety-number.js';
import { SecureChatError } from '../../errors.js';
import type { TabNote } from '../connection/tab-note.js';
import type { Received } from '../thread/received.js';
import type { PageContext } from '../model/thread-state.js';
import type { VisitorModel, VisitorRequest, VisitorState } from '../model/visitor-state.js';
import { TypingSignal } from '../connection/typing-signal.js';
import { VisitorSide } from './visitor-side.js';
import { VisitorView } from './visitor-view.js';
import type { VisitorWorld } from './visitor-world.js';

/** One customer's conversation with one business, over all tabs of her browser: what she asks for, and when it goes on. */
export class VisitorEngine implements VisitorModel {
  readonly #world: VisitorWorld;
  readonly #view: VisitorView;
  readonly #typing: TypingSignal;
  #starting: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  /** The page went away: what still opens does not take the lead behind its back. */
  #isAway = false;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
  ) {
    this.#world = world;
    this.#view = new VisitorView(world, words, () => this.#opened());
    this.#typing = new TypingSignal(name => {
      this.#view.share({ typing: name });
    });
  }

  get state(): VisitorState {
    return this.#view.state;
  }

  get #side(): VisitorSide | undefined {
    return this.#view.opened?.side;
  }

  subscribe(listener: () => void): () => void {
    return this.#view.listeners.subscribe(listener);
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
    this.#side?.stop();
  }

  /** The page is back. */
  resume(): void {
    this.#isAway = false;
    this.#side?.start();
    void this.#view.refresh();
  }

  /** The tab is seen: if the leader is frozen, this one takes over. */
  wake(): void {
    this.#side?.wake(this.state.connection === 'offline');
  }

  setContext(context: PageContext | undefined): void {
    this.#view.publish({ context });
    void this.#view.refresh();
  }

  request(request: VisitorRequest): void {
    this.#handle(request).catch((cause: unknown) => {
      this.#fail(cause);
    });
  }

  /** Sends a text of the page's own; settles once it is kept. A draft is left alone. */
  async send(text: string): Promise<void> {
    const { drafts } = this.#view;
    await drafts.commit((batch, id) => drafts.add(batch, id, text));
    await this.#kept();
  }

  /** A text that the page did not let go goes back into its field. */
  giveBack(text: string): void {
    this.#view.drafts.giveBack(this.#world.business, text);
  }

  /** Erases the conversation at the node, at every desk and here. Fails with `node-unreachable` while offline: nothing is lost then. */
  async erase(): Promise<void> {
    const { eraseConversation } = await this.#commands();
    const side = this.#side;
    if (!side) return;
    await eraseConversation(this.#world, side);
    this.#onErased();
  }

  async #start(): Promise<void> {
    try {
      if (!this.#side) await (this.#opening = this.#open());
      // The lead is sought while the store is drawn for the first time.
      if (!this.#isAway) this.#side?.start();
      await this.#view.refresh();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  async #open(): Promise<void> {
    const { ctx, business } = this.#world;
    const view = this.#view;
    const side = await VisitorSide.open(this.#world, {
      onStanding: view.share,
      onError: (cause, code) => {
        view.errors.set(cause, code);
      },
      onFailure: cause => {
        this.#fail(cause);
      },
      onChanged: () => this.#changed(),
      onReceived: received => {
        this.#onReceived(received);
      },
      onDeposed: () => void view.refresh(),
      onRing: note => {
        this.#onRing(note);
      },
    });
    const bytes = businessBytes(business);
    const safety = {
      business: await businessSafetyNumber(ctx, bytes),
      visitor: await visitorSafetyNumber(ctx, bytes, side.identity.key.publicKey),
    };
    view.opened = { side, safety };
  }

  /** The side, once the store is open: words that were typed before it are not dropped, they wait. */
  async #opened(): Promise<VisitorSide> {
    await this.#opening;
    const side = this.#side;
    if (!side) throw new SecureChatError('storage-failed');
    return side;
  }

  /** Words were kept, by any tab: the one that leads seals them. */
  async #kept(): Promise<void> {
    this.#view.errors.wrote();
    this.#side?.pump();
    this.#side?.ring({ type: 'intent' });
    await this.#view.refresh();
  }

  async #handle(request: VisitorRequest): Promise<void> {
    // These two before anything is waited for: the field has let go of the words already.
    if (request.type === 'draft') return this.#onDraft(request.text, request.returned);
    if (request.type === 'send') {
      const { drafts } = this.#view;
      await drafts.send(this.#world.business, request.text, drafts.add);
      return this.#kept();
    }
    if (!this.#side) await this.#starting;
    const side = this.#side;
    if (!side) return request.type === 'retry' ? this.start() : undefined;
    switch (request.type) {
      case 'seen':
        return side.seen();
      case 'earlier':
        return this.#view.showEarlier();
      case 'retry':
        this.#view.errors.clear();
        side.retry();
        side.claimLead();
        return;
      case 'close':
        return side.exchange.maintain();
      case 'erase':
        return this.erase();
      case 'save-copy':
        return (await this.#commands()).saveCopy(this.#world, side, this.state);
      case 'agree':
        await (await this.#commands()).choose(side, this.state, { hasAgreed: true });
        return this.#view.refresh();
      case 'share-context':
        await (await this.#commands()).choose(side, this.state, { sharesContext: request.on });
        return this.#view.refresh();
    }
  }

  /** Fails with `app-unavailable` where the code cannot be fetched now. */
  #commands(): Promise<typeof import('./visitor-commands.js')> {
    return import('./visitor-commands.js').catch((cause: unknown) => {
      throw new SecureChatError('app-unavailable', undefined, { cause });
    });
  }

  async #onDraft(text: string, returned?: readonly string[]): Promise<void> {
    const on = text !== '';
    const side = this.#side;
    if (side && this.state.connection === 'online' && this.#typing.isDue(on))
      void side.send(side.identity.conversation, { type: 'typing', on }, 'transient');
    await this.#view.type(text, returned);
    // What came back stands in its field: what kept it from being sent is told until somebody types on.
    if (!returned) this.#view.errors.wrote();
  }

  #onReceived({ conversation, content, typing }: Received): void {
    if (typing !== undefined || content.length > 0)
      this.#typing.show(typing === true ? (conversation.holder?.name ?? '') : '');
    if (content.some(({ type }) => type === 'text')) this.#world.onArrived();
  }

  #onRing(note: TabNote): void {
    if (note.type === 'erased') this.#onErased();
    else if (note.type !== 'state') void this.#view.refresh();
    else if (this.#side?.isLeading === false) this.#view.publish(note.state);
  }

  /** Nothing is kept any more, whichever tab erased it: what this one shows goes, too. */
  #onErased(): void {
    this.#side?.end();
    this.#view.forget();
    this.#world.onErased();
  }

  /** The store changed: draw it, and tell the other tabs. */
  #changed(): Promise<void> {
    this.#side?.ring({ type: 'changed' });
    return this.#view.refresh();
  }

  #fail(cause: unknown): void {
    this.#view.errors.fail(cause);
    if (!this.#side) this.#view.publish({ phase: 'failed' });
  }
}
