import type { Context } from '../../protocol/context.js';
import { decodeSentOpen, encodeSentOpen } from '../../protocol/open-codec.js';
import { createOpen } from '../../protocol/open.js';
import { createPre } from '../../protocol/pre.js';
import type { SentOpen } from '../../protocol/open.js';
import { SecureChatError } from '../../errors.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import type { BusinessId, ConversationId } from '../../wire/ids.js';
import type { Payload } from '../../wire/payload/payload.js';
import type { Store } from '../../storage/store.js';
import { Bundles } from './bundles.js';
import type { EngineDoor, FeatureLoaders } from '../feature.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import type { Courier } from '../connection/courier.js';
import { sealWaiting } from '../thread/seal-queued.js';
import type { Sealed } from '../thread/seal-queued.js';
import type { ConversationRecord, OpenRecord } from '../store/records.js';
import type { CardTrust } from '../session/card-trust.js';
import type { Batch, Vault } from '../store/vault.js';
import type { VisitorSessions } from './visitor-sessions.js';
import type { VisitorIdentity } from './visitor-identity.js';

/** Words behind an open that nobody accepted for so long go with a new one, in ms: `stored` is only the node's word. */
const unansweredMs = 24 * 3_600_000;
export interface VisitorParts {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly identity: VisitorIdentity;
  readonly store: Store;
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly trust: CardTrust;
  readonly epoch: () => number | undefined;
  readonly features: FeatureLoaders;
  readonly door: () => EngineDoor;
  /** The side is there until it aborts. */
  readonly signal: AbortSignal;
  readonly onFailure: (cause: unknown) => void;
}

/**
 * The visitor's side of the protocol up to her first words: every method commits once, behind the fence, or changes
 * nothing. What follows an answer is in `VisitorSessions`, whose code she needs only then.
 */
export class VisitorExchange {
  readonly #parts: VisitorParts;
  readonly bundles: Bundles;
  #answers: Promise<VisitorSessions> | undefined;
  /** Frames counted at the admission that did not come yet; `undefined` while nobody is connected. */
  toCome: number | undefined;

  constructor(parts: VisitorParts) {
    this.#parts = parts;
    this.bundles = new Bundles(parts.ctx, parts.store);
  }

  /** The conversation as it stands. */
  async conversation(batch?: Batch): Promise<ConversationRecord> {
    const { identity, vault } = this.#parts;
    return (
      (await (batch ?? vault).get('conversation', identity.conversation)) ??
      emptyConversation(identity.conversation)
    );
  }

  /** The node let us in, and says how many stored frames follow. */
  admitted(count: number): void {
    this.toCome = count;
  }

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
    const { vault, log, courier, trust } = this.#parts;
    const stored = await this.conversation();
    let before = stored;
    if (stored.holder || this.#isUnanswered(stored)) {
      const answers = await this.answers();
      await answers.reopen(this.#isUnanswered(stored));
      if (await answers.sealWaiting()) return;
      before = await this.conversation();
    }
    if (!trust.card) return;
    const batch = vault.batch();
    const after = await sealWaiting(
      {
        log,
        courier,
        batch,
        seal: (payloads, conversation) => this.#sealBefore(batch, payloads, conversation),
        withReceipts: false,
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
      ({ VisitorSessions: Answers }) => new Answers(this.#parts, this),
      (cause: unknown) => {
        this.#answers = undefined;
        throw new SecureChatError('app-unavailable', undefined, { cause });
      },
    );
    return this.#answers;
  }

  /** Looks after what is old; before the first words there is nothing. */
  async tend(): Promise<void> {
    if ((await this.conversation()).openNumber > 0) await (await this.answers()).tend();
  }

  /** Whether the newest open is so old, and nobody accepted it, that the node may well have lost it. */
  #isUnanswered({ holder, openNumber, openAt }: ConversationRecord): boolean {
    return !holder && openNumber > 0 && this.#parts.ctx.now() - openAt > unansweredMs;
  }

  /** Before anybody accepted: a first open carries the first words, what follows goes behind it. */
  async #sealBefore(
    batch: Batch,
    payloads: readonly Payload[],
    conversation: ConversationRecord,
  ): Promise<Sealed> {
    const { ctx, vault, identity } = this.#parts;
    const opens = await vault.range('open', { prefix: '' });
    const isNewest = ({ number }: OpenRecord): boolean => number === conversation.openNumber;
    const open = batch.find('open', isNewest) ?? opens.find(({ value }) => isNewest(value))?.value;
    const sent = open && decodeSentOpen(open.bytes);
    // Behind an open to an older inbox, a device removed since would read on: a new one goes to the newest.
    const isCurrent = open?.epoch === this.#parts.trust.card?.inbox.epoch;
    if (!open || !sent || !isCurrent || this.#isUnanswered(conversation))
      return this.open(batch, payloads, conversation);
    const n = conversation.nextPre;
    const frame = await createPre(ctx, { sent, visitor: identity.key, n, payloads });
    return { frame, sid: open.openId, conversation: { ...conversation, nextPre: n + 1 } };
  }

  /** A new open, put into the batch with its bundle. */
  async open(batch: Batch, payloads: readonly Payload[], conversation: ConversationRecord): Promise<Sealed> {
    const { ctx, identity, trust, epoch } = this.#parts;
    const card = trust.card;
    if (!card) throw new SecureChatError('card-invalid');
    if (epoch() === undefined) throw new SecureChatError('deposed');
    const number = Math.max(conversation.openNumber + 1, Math.floor(ctx.now() / 1000));
    const { bundle, bytes } = await this.bundles.make(number, batch);
    const { frame, sent } = await createOpen(ctx, {
      visitor: identity.key,
      card,
      number,
      bundle: bundle.publicKey,
      payloads,
    });
    const openId = toBase32(sent.openId);
    const at = ctx.now();
    batch.put('open', openId, {
      ...openRecord(sent, conversation.id, openId, number, at, bytes),
      epoch: card.inbox.epoch,
    });
    return {
      frame,
      sid: openId,
      conversation: { ...conversation, openNumber: number, nextPre: 1, openAt: at },
    };
  }

  /** Commits a batch and the conversation, where it changed. */
  async commit(batch: Batch, before: ConversationRecord, after: ConversationRecord): Promise<void> {
    if (after !== before) batch.put('conversation', after.id, after);
    await batch.commit(this.#parts.epoch());
  }
}

/** A conversation that has not begun. */
export function emptyConversation(id: ConversationId): ConversationRecord {
  return {
    id,
    nextSeq: 1,
    seen: {},
    holder: undefined,
    unread: [],
    owedDelivered: [],
    owedRead: [],
    openNumber: 0,
    nextPre: 1,
    openAt: 0,
    desk: undefined,
  };
}

function openRecord(
  sent: SentOpen,
  conversation: ConversationId,
  openId: string,
  number: number,
  at: number,
  bundle: Bytes,
): OpenRecord {
  return { bytes: encodeSentOpen(sent), conversation, number, openId, at, acceptedAt: 0, bundle };
}
