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
import type { Received } from './reception.js';
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
/** A bundle goes so long after a newer open was accepted, or after one was sent, in ms (PROTOCOL 2). */
const bundleAfterAcceptMs = 48 * 3_600_000;
const bundleAfterOpenMs = 7 * 24 * 3_600_000;

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

  /** Seals what waits: in the session, behind the open, or in a first open. Needs the business's card. */
  async sealWaiting(): Promise<void> {
    const { vault, log, courier, trust } = this.#parts;
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
    const after = await sealWaiting({ log, courier, batch, seal, withReceipts: inSession }, before);
    await this.commit(batch, before, await this.#renewed(batch, after));
  }

  /** Seals one payload that nobody repeats: typing, which may be lost, or a signal. `undefined` without a session. */
  async sealOne(payload: Payload, how: 'transient' | 'durable'): Promise<Bytes | undefined> {
    const sid = (await this.conversation()).holder?.sid ?? '';
    if (sid === '') return undefined;
    const batch = this.#parts.vault.batch();
    const { sessions } = await this.answers();
    const frame = await (how === 'transient'
      ? sessions.sealTransient(batch, sid, payload)
      : sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#parts.epoch());
    return frame;
  }

  /** Takes a frame in; answers what came of it, or `undefined` where it is not for us or does not hold. */
  async receive(frame: Bytes): Promise<Received | undefined> {
    const header = readHeader(frame);
    if (header?.to !== this.#parts.identity.id) return undefined;
    const answers = await this.answers();
    if (header.kind === 'accept') return answers.receiveAccept(frame);
    return header.kind === 'message' ? answers.receiveMessage(frame) : undefined;
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
    await this.#early.takeAll(batch);
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
    const open = opens.find(({ value }) => value.number === conversation.openNumber)?.value;
    const sent = open && decodeSentOpen(open.bytes);
    if (!open || !sent) return this.#open(batch, payloads, conversation);
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
    batch.put('open', openId, openRecord(sent, conversation.id, openId, number, at, bytes));
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

  /** Offers a fresh bundle when the session is old, worn or idle; the session goes on until the accept. */
  async #renewed(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { holder, openNumber } = conversation;
    if (!holder || !this.#parts.trust.card || openNumber > holder.number) return conversation;
    const record = await batch.get('session', holder.sid);
    if (!record || !needsRenewal(record, this.#parts.ctx.now())) return conversation;
    const sealed = await this.#open(batch, [], conversation);
    this.#parts.courier.enqueue(batch, conversation.id, sealed.frame, []);
    return sealed.conversation;
  }

  async #destroyBundles(): Promise<void> {
    const { ctx, vault, epoch } = this.#parts;
    const fence = epoch();
    const opens = (await vault.range('open', { prefix: '' })).map(({ value }) => value);
    const now = ctx.now();
    for (const open of opens) {
      const isReplaced = opens.some(
        ({ number, acceptedAt }) =>
          number > open.number && acceptedAt > 0 && now - acceptedAt > bundleAfterAcceptMs,
      );
      const isOld = open.acceptedAt > 0 && now - open.at > bundleAfterOpenMs;
      if (!open.bundle || fence === undefined || !(isReplaced || isOld)) continue;
      await this.#bundles.destroy(open.number, fence);
      const batch = vault.batch();
      batch.put('open', open.openId, { ...open, bundle: undefined });
      await batch.commit(fence);
    }
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
