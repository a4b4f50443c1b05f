import { isDeviceAllowed } from '../protocol/certificate.js';
import type { Context } from '../protocol/context.js';
import { decodeSentOpen, encodeSentOpen } from '../protocol/open-store.js';
import { createOpen } from '../protocol/open.js';
import { createPre } from '../protocol/pre.js';
import type { SentOpen } from '../protocol/open.js';
import { SecureChatError } from '../errors.js';
import { toBase32 } from '../wire/base32.js';
import type { Bytes } from '../wire/bytes.js';
import { readHeader } from '../wire/frame.js';
import type { BusinessId, ConversationId } from '../wire/ids.js';
import type { Payload } from '../wire/payload.js';
import type { Store } from '../storage/store.js';
import { Bundles } from './bundles.js';
import type { ConversationLog } from './conversation-log.js';
import type { Courier } from './courier.js';
import { EarlyFrames } from './early-frames.js';
import { sealWaiting } from './outgoing.js';
import type { Sealed } from './outgoing.js';
import type { Outcome } from './reception.js';
import { needsRenewal } from './renewal.js';
import type { ConversationRecord, OpenRecord } from './records.js';
import type { Trust } from './trust.js';
import type { Batch, Vault } from './vault.js';
import type { VisitorAnswers } from './visitor-answers.js';
import type { VisitorIdentity } from './visitor-keys.js';

/** A new open is sent at most so often when messages cannot be read, in ms (PROTOCOL 5). */
const callAgainMs = 600_000;
/** How long a message may stay without its session before the visitor opens anew, in ms (PROTOCOL 5). */
const unknownMs = 60_000;
/** Words behind an open that nobody accepted for so long go with a new one, in ms: `stored` is only the node's word. */
const unansweredMs = 24 * 3_600_000;
/** A bundle goes so long after a newer open was accepted, or after one was sent, in ms (PROTOCOL 2). */
const bundleAfterAcceptMs = 48 * 3_600_000;
const bundleAfterOpenMs = 7 * 24 * 3_600_000;
/** A bundle that is due waits so long for stored frames, in ms: a hostile node could count some that never come. */
const bundleWaitMs = 24 * 3_600_000;

export interface VisitorMailParts {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly identity: VisitorIdentity;
  readonly store: Store;
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly trust: Trust;
  readonly epoch: () => number | undefined;
}

/** The visitor's side of the protocol over the store: every method commits once, behind the fence, or changes nothing. */
export class VisitorMail {
  readonly #parts: VisitorMailParts;
  readonly #bundles: Bundles;
  readonly #early: EarlyFrames;
  #answers: Promise<VisitorAnswers> | undefined;
  /** Frames counted at the admission that did not come yet; `undefined` while nobody is connected. */
  #toCome: number | undefined;

  constructor(parts: VisitorMailParts) {
    this.#parts = parts;
    this.#bundles = new Bundles(parts.ctx, parts.store);
    this.#early = new EarlyFrames(parts.ctx, parts.vault);
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
    this.#toCome = count;
  }

  /** One stored frame was handled. */
  handledStored(): void {
    if (this.#toCome !== undefined && this.#toCome > 0) this.#toCome--;
  }

  disconnected(): void {
    this.#toCome = undefined;
  }

  /** Seals what waits: in the session, behind the open, or in a first open. Needs the business's card. */
  async sealWaiting(): Promise<void> {
    const { vault, log, courier, trust } = this.#parts;
    await this.#reopen();
    const batch = vault.batch();
    const before = await this.conversation();
    const sid = before.holder?.sid ?? '';
    const inSession = sid !== '';
    if (!inSession && !trust.card) return;
    const seal = inSession
      ? async (payloads: readonly Payload[], conversation: ConversationRecord) => ({
          frame: await (await this.answers()).sessions.seal(batch, sid, payloads),
          sid,
          conversation,
        })
      : async (payloads: readonly Payload[], conversation: ConversationRecord) =>
          this.#sealBefore(batch, payloads, conversation);
    // Asked before it seals: a session is idle until now, not after.
    const isWorn = await this.#isWorn(before);
    const after = await sealWaiting({ log, courier, batch, seal, withReceipts: inSession }, before);
    await this.commit(batch, before, isWorn ? await this.#renewed(batch, after) : after);
  }

  /** Seals one payload that nobody repeats: typing, which may be lost, or a signal. `undefined` without a session. */
  async sealOne(payload: Payload, how: 'transient' | 'durable'): Promise<Bytes | undefined> {
    const batch = this.#parts.vault.batch();
    const stored = await this.conversation();
    const { holder } = await this.withoutRemoved(batch, stored);
    const sid = holder?.sid ?? '';
    if (sid === '') return undefined;
    const { sessions } = await this.answers();
    const frame = await (how === 'transient'
      ? sessions.sealTransient(batch, sid, payload)
      : sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#parts.epoch());
    return frame;
  }

  /**
   * A holder that the newest card removed, or that was certified before a restored root, holds nothing any more: what
   * has no receipt is sealed anew, to whoever accepts next (PROTOCOL 3).
   */
  async withoutRemoved(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { trust, ctx } = this.#parts;
    const { holder, id } = conversation;
    const record = holder && (await batch.get('session', holder.sid));
    if (!holder || !record || !trust.newest) return conversation;
    if (isDeviceAllowed(trust.newest, { device: holder.device, since: record.since ?? 0 }))
      return conversation;
    batch.put('session', holder.sid, { ...record, supersededAt: ctx.now() });
    await (await this.answers()).sealAnew(batch, id);
    return { ...conversation, holder: undefined };
  }

  /** Makes intents anew of what was sealed to a removed device, or went out long ago without an answer. */
  async #reopen(): Promise<void> {
    const { vault, log } = this.#parts;
    const batch = vault.batch();
    const before = await this.conversation();
    const after = await this.withoutRemoved(batch, before);
    // Only new words are worth an open: a visitor who waits does not call again by herself.
    if (this.#isUnanswered(after) && (await log.intents(after.id)).length > 0)
      await (await this.answers()).sealAnew(batch, after.id);
    await this.commit(batch, before, after);
  }

  /** Whether the newest open is so old, and nobody accepted it, that the node may well have lost it. */
  #isUnanswered({ holder, openNumber, openAt }: ConversationRecord): boolean {
    return !holder && openNumber > 0 && this.#parts.ctx.now() - openAt > unansweredMs;
  }

  /** Takes a frame in; answers what came of it, or `undefined` where it is not for us. `early`: where it was kept. */
  async receive(frame: Bytes, early?: string): Promise<Outcome> {
    const header = readHeader(frame);
    if (header?.to !== this.#parts.identity.id) return undefined;
    const answers = await this.answers();
    if (header.kind === 'accept') return answers.receiveAccept(frame);
    return header.kind === 'message' ? answers.receiveMessage(frame, early) : undefined;
  }

  /**
   * The half that speaks with whoever accepted: its code comes once the first words are on their way. Fails with
   * `app-unavailable`; the frames wait at the node then.
   */
  answers(): Promise<VisitorAnswers> {
    this.#answers ??= import('./visitor-answers.js').then(
      ({ VisitorAnswers: Answers }) => new Answers(this.#parts, this, this.#bundles, this.#early),
      (cause: unknown) => {
        this.#answers = undefined;
        throw new SecureChatError('app-unavailable', undefined, { cause });
      },
    );
    return this.#answers;
  }

  /** Retries kept frames; asks the team anew when some could not be read for too long. */
  async tend(): Promise<void> {
    const { ctx, vault } = this.#parts;
    await this.#destroyBundles();
    const oldest = await this.#early.oldestAt();
    if (oldest === undefined || ctx.now() - oldest < unknownMs) return;
    const batch = vault.batch();
    const before = await this.conversation();
    const called = (await vault.meta('last-call'))?.at ?? 0;
    if (ctx.now() - called < callAgainMs) return;
    await this.#early.drop(batch, 'all');
    await this.commit(batch, before, await this.callAgain(batch, before));
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
      return this.#open(batch, payloads, conversation);
    const n = conversation.nextPre;
    const frame = await createPre(ctx, { sent, visitor: identity.key, n, payloads });
    return { frame, sid: open.openId, conversation: { ...conversation, nextPre: n + 1 } };
  }

  async #open(batch: Batch, payloads: readonly Payload[], conversation: ConversationRecord): Promise<Sealed> {
    const { ctx, identity, trust, epoch } = this.#parts;
    const card = trust.card;
    const fence = epoch();
    if (!card) throw new SecureChatError('card-invalid');
    if (fence === undefined) throw new SecureChatError('deposed');
    const number = Math.max(conversation.openNumber + 1, Math.floor(ctx.now() / 1000));
    const { bundle, bytes } = await this.#bundles.make(number, fence);
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

  /** Opens anew, without words: the holder accepts it by itself and seals anew what has no receipt. */
  async callAgain(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { ctx, vault, courier, trust } = this.#parts;
    const called = (await vault.meta('last-call'))?.at ?? 0;
    if (!trust.card || ctx.now() - called < callAgainMs) return conversation;
    batch.putMeta('last-call', { at: ctx.now() });
    const sealed = await this.#open(batch, [], conversation);
    courier.enqueue(batch, conversation.id, sealed.frame, []);
    return sealed.conversation;
  }

  /** Whether the session is old, worn or idle, and no fresh bundle was offered yet. */
  async #isWorn({ holder, openNumber }: ConversationRecord): Promise<boolean> {
    if (!holder || openNumber > holder.number) return false;
    const record = await this.#parts.vault.get('session', holder.sid);
    return record !== undefined && needsRenewal(record, this.#parts.ctx.now());
  }

  /** Offers a fresh bundle; the session goes on until the accept. */
  async #renewed(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    if (!this.#parts.trust.card) return conversation;
    const sealed = await this.#open(batch, [], conversation);
    this.#parts.courier.enqueue(batch, conversation.id, sealed.frame, []);
    return sealed.conversation;
  }

  /**
   * Bundles that a newer open replaced go once the frames that waited for them were read, and no later than a day after
   * the first connection: a thief of the browser opens no recorded accept with them (PROTOCOL 2).
   */
  async #destroyBundles(): Promise<void> {
    const { ctx, vault, epoch } = this.#parts;
    const fence = epoch();
    // Not connected: accepts may wait at the node, and nothing says how many.
    if (fence === undefined || this.#toCome === undefined) return;
    const opens = (await vault.range('open', { prefix: '' })).map(({ value }) => value);
    const now = ctx.now();
    for (const open of opens) {
      if (!open.bundle || !opens.some(newer => isReplacedBy(open, newer, now))) continue;
      const dueAt = open.dueAt ?? now;
      const isOver = this.#toCome === 0 || now - dueAt >= bundleWaitMs;
      if (!isOver && open.dueAt !== undefined) continue;
      if (isOver) await this.#bundles.destroy(open.number, fence);
      const batch = vault.batch();
      batch.put('open', open.openId, { ...open, dueAt, bundle: isOver ? undefined : open.bundle });
      await batch.commit(fence);
    }
  }

  /** Commits a batch and the conversation, where it changed. */
  async commit(batch: Batch, before: ConversationRecord, after: ConversationRecord): Promise<void> {
    if (after !== before) batch.put('conversation', after.id, after);
    await batch.commit(this.#parts.epoch());
  }
}

/** Whether a newer open makes a bundle due. */
function isReplacedBy({ number }: OpenRecord, newer: OpenRecord, now: number): boolean {
  if (newer.number <= number) return false;
  return (
    now - newer.at > bundleAfterOpenMs ||
    (newer.acceptedAt > 0 && now - newer.acceptedAt > bundleAfterAcceptMs)
  );
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
