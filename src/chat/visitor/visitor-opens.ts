import { decodeSentOpen, encodeSentOpen } from '../../protocol/open-codec.js';
import { createOpen } from '../../protocol/open.js';
import type { SentOpen } from '../../protocol/open.js';
import { createPre } from '../../protocol/pre.js';
import { SecureChatError } from '../../errors.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import type { ConversationId } from '../../wire/ids.js';
import type { Payload } from '../../wire/payload/payload.js';
import { emptyConversation } from '../store/empty-conversation.js';
import type { ConversationRecord, OpenRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';
import type { Sealed } from '../thread/seal-queued.js';
import { Bundles } from './bundles.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';

/** Words behind an open that nobody accepted for so long go with a new one, in ms: `stored` is only the node's word. */
const unansweredMs = 24 * 3_600_000;

/** What the visitor's conversation begins with: her opens, what is written behind them, and the bundles they carry. */
export class VisitorOpens {
  readonly #world: VisitorExchangeWorld;
  readonly bundles: Bundles;
  /** Stored frames counted at the admission that did not come yet; `undefined` while nobody is connected. */
  toCome: number | undefined;

  constructor(world: VisitorExchangeWorld) {
    this.#world = world;
    this.bundles = new Bundles(world.ctx, world.store);
  }

  /** The conversation as it stands. */
  async conversation(batch?: Batch): Promise<ConversationRecord> {
    const { identity, vault } = this.#world;
    return (
      (await (batch ?? vault).get('conversation', identity.conversation)) ??
      emptyConversation(identity.conversation)
    );
  }

  /** Whether the newest open is so old, and nobody accepted it, that the node may well have lost it. */
  isUnanswered({ holder, openNumber, openAt }: ConversationRecord): boolean {
    return !holder && openNumber > 0 && this.#world.ctx.now() - openAt > unansweredMs;
  }

  /** Before anybody accepted: a first open carries the first words, what follows goes behind it. */
  async sealBefore(
    batch: Batch,
    payloads: readonly Payload[],
    conversation: ConversationRecord,
  ): Promise<Sealed> {
    const { ctx, vault, identity } = this.#world;
    const opens = await vault.range('open', { prefix: '' });
    const isNewest = ({ number }: OpenRecord): boolean => number === conversation.openNumber;
    const open = batch.find('open', isNewest) ?? opens.find(({ value }) => isNewest(value))?.value;
    const sent = open && decodeSentOpen(open.bytes);
    // Behind an open to an older inbox, a device removed since would read on: a new one goes to the newest.
    const isCurrent = open?.epoch === this.#world.trust.card?.inbox.epoch;
    if (!open || !sent || !isCurrent || this.isUnanswered(conversation))
      return this.open(batch, payloads, conversation);
    const n = conversation.nextPre;
    const frame = await createPre(ctx, { sent, visitor: identity.key, n, payloads });
    return { frame, sid: open.openId, conversation: { ...conversation, nextPre: n + 1 } };
  }

  /** A new open, put into the batch with its bundle. */
  async open(batch: Batch, payloads: readonly Payload[], conversation: ConversationRecord): Promise<Sealed> {
    const { ctx, identity, trust } = this.#world;
    const card = trust.card;
    if (!card) throw new SecureChatError('card-invalid');
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
    await batch.commit(this.#world.fence);
  }
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
