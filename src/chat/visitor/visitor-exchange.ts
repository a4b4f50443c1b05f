import { sealWaiting } from '../thread/seal-queued.js';
import { SecureChatError } from '../../errors.js';
import { VisitorOpens } from './visitor-opens.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';
import type { VisitorSessions } from './visitor-sessions.js';

/**
 * The visitor's side of the protocol up to her first words: every method commits once, behind the fence, or changes
 * nothing. What follows an answer is in `VisitorSessions`, whose code she needs only then.
 */
export class VisitorExchange extends VisitorOpens {
  readonly #world: VisitorExchangeWorld;
  #answers: Promise<VisitorSessions> | undefined;

  constructor(world: VisitorExchangeWorld) {
    super(world);
    this.#world = world;
  }

  /** The way was lost: what is held comes again with the next one. */
  disconnected(): void {
    this.toCome = undefined;
    this.#answers?.then(
      answers => {
        answers.disconnected();
      },
      () => {
        // Offline while the code came: nothing is held then, and whoever asked for it hears of it.
      },
    );
  }

  /** Seals what waits: in the session, behind the open, or in a first open. Needs the business's card. */
  async sealWaiting(): Promise<void> {
    const { vault, log, courier, trust } = this.#world;
    const stored = await this.conversation();
    let before = stored;
    if (stored.holder || this.isUnanswered(stored)) {
      const answers = await this.answers();
      await answers.reopen(this.isUnanswered(stored));
      if (await answers.sealWaiting()) return;
      before = await this.conversation();
    }
    if (!trust.card) return;
    const batch = vault.batch();
    const after = await sealWaiting(
      {
        log,
        outbox: courier,
        batch,
        seal: (payloads, conversation) => this.sealBefore(batch, payloads, conversation),
      },
      before,
    );
    await this.commit(batch, before, after);
  }

  /**
   * The half that speaks with whoever accepted: its code comes once the first words are on their way. Fails with
   * `app-unavailable`; the frames wait at the node then.
   */
  answers(): Promise<VisitorSessions> {
    this.#answers ??= import('./visitor-sessions.js').then(
      ({ VisitorSessions: Sessions }) => new Sessions(this.#world, this),
      (cause: unknown) => {
        this.#answers = undefined;
        throw new SecureChatError('app-unavailable', undefined, { cause });
      },
    );
    return this.#answers;
  }

  /** Looks after what is old; before the first words there is nothing. */
  async maintain(): Promise<void> {
    if ((await this.conversation()).openNumber > 0) await (await this.answers()).maintain();
  }
}
