import { messageId } from '../../protocol/ids.js';
import type { MessageId } from '../../wire/ids.js';
import type { DraftState } from '../model/thread-state.js';
import type { VisitorState } from '../model/visitor-state.js';
import type { Batch } from '../store/vault.js';
import { Drafts } from '../thread/drafts.js';
import { sendable } from '../thread/sendable.js';
import type { VisitorSide } from './visitor-side.js';
import type { VisitorWorld } from './visitor-world.js';

export interface VisitorWritingOptions {
  /** The side, once its store is open: words that were typed before it are not dropped, they wait. */
  readonly opened: () => Promise<VisitorSide>;
  readonly state: () => VisitorState;
  readonly onDraft: (draft: DraftState) => void;
}

/** What the visitor writes: her draft, her words, and what of the page goes with them. Any tab may; the leader seals. */
export class VisitorWriting {
  readonly #world: VisitorWorld;
  readonly #options: VisitorWritingOptions;
  readonly #drafts: Drafts;

  constructor(world: VisitorWorld, options: VisitorWritingOptions) {
    this.#world = world;
    this.#options = options;
    const { opened, onDraft } = options;
    this.#drafts = new Drafts({
      vault: async () => (await opened()).vault,
      newId: () => messageId(world.ctx),
      keyOf: () => 'draft',
      sentText: async (_place, id) => {
        const { log, identity } = await opened();
        return log.ownText(identity.conversation, id);
      },
      onChanged: () => {
        onDraft(this.draft);
      },
    });
  }

  get draft(): DraftState {
    return this.#drafts.state(this.#world.business);
  }

  /** Follows what other tabs keep. */
  read(): Promise<void> {
    return this.#drafts.read(this.#world.business);
  }

  type(text: string, returned?: readonly string[]): Promise<void> {
    return this.#drafts.type(this.#world.business, text, returned);
  }

  /** What was taken out of the field; settles once it is kept. */
  send(text: string): Promise<void> {
    return this.#drafts.send(this.#world.business, text, (batch, id, words) => this.#add(batch, id, words));
  }

  /** A text of the page's own; settles once it is kept. A draft is left alone. */
  say(text: string): Promise<void> {
    return this.#drafts.commit((batch, id) => this.#add(batch, id, text));
  }

  /** A text that the page did not let go goes back into its field. */
  giveBack(text: string): void {
    this.#drafts.giveBack(this.#world.business, text);
  }

  forget(): void {
    this.#drafts.forget(this.#world.business);
  }

  async #add(batch: Batch, id: MessageId, text: string): Promise<void> {
    const words = sendable(text);
    const { vault, log, identity } = await this.#options.opened();
    const { sharesContext, context } = this.#options.state();
    const { conversation } = identity;
    const [before] = await Promise.all([vault.meta('told'), log.readEnd(conversation)]);
    const told = JSON.stringify(context);
    if (sharesContext && context && before?.context !== told) {
      log.addOwn(batch, conversation, messageId(this.#world.ctx), { type: 'context', context });
      batch.putMeta('told', { context: told });
    }
    log.addOwn(batch, conversation, id, { type: 'text', text: words });
  }
}
