import { receiveAccept } from '../protocol/accept.js';
import { outranks } from '../protocol/claim.js';
import type { Context } from '../protocol/context.js';
import { decodeSentOpen, encodeSentOpen } from '../protocol/open-store.js';
import { createOpen } from '../protocol/open.js';
import { createPre } from '../protocol/pre.js';
import type { SentOpen } from '../protocol/open.js';
import { SecureChatError } from '../errors.js';
import { toBase32 } from '../wire/base32.js';
import type { Bytes } from '../wire/bytes.js';
import { readAcceptClear, readHeader } from '../wire/frame.js';
import type { BusinessId, ConversationId } from '../wire/ids.js';
import type { Payload } from '../wire/payload.js';
import type { Store } from '../storage/store.js';
import { Bundles } from './bundles.js';
import type { ConversationLog } from './conversation-log.js';
import type { Courier } from './courier.js';
import { EarlyFrames } from './early-frames.js';
import { sealWaiting } from './outgoing.js';
import type { Sealed } from './outgoing.js';
import { receive } from './reception.js';
import type { Received } from './reception.js';
import type { ConversationRecord, OpenRecord } from './records.js';
import { Sessions } from './sessions.js';
import type { Trust } from './trust.js';
import type { Batch, Vault } from './vault.js';
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
  readonly #sessions: Sessions;
  readonly #bundles: Bundles;
  readonly #early: EarlyFrames;

  constructor(parts: VisitorMailParts) {
    this.#parts = parts;
    this.#sessions = new Sessions(parts.ctx);
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
          frame: await this.#sessions.seal(batch, sid, payloads),
          sid,
          conversation,
        })
      : async (payloads: readonly Payload[], conversation: ConversationRecord) =>
          this.#sealBefore(batch, payloads, conversation);
    const after = await sealWaiting({ log, courier, batch, seal, withReceipts: inSession }, before);
    await this.#commit(batch, before, await this.#renewed(batch, after));
  }

  /** Seals one payload that is not kept: typing. `undefined` without a session. */
  async sealTransient(payload: Payload): Promise<Bytes | undefined> {
    const sid = (await this.conversation()).holder?.sid ?? '';
    if (sid === '') return undefined;
    const batch = this.#parts.vault.batch();
    const frame = await this.#sessions.sealTransient(batch, sid, payload);
    await batch.commit(this.#parts.epoch());
    return frame;
  }

  /** Takes a frame in; answers what came of it, or `undefined` where it is not for us or does not hold. */
  async receive(frame: Bytes): Promise<Received | undefined> {
    const header = readHeader(frame);
    if (header?.to !== this.#parts.identity.id) return undefined;
    if (header.kind === 'accept') return this.#receiveAccept(frame);
    return header.kind === 'message' ? this.#receiveMessage(frame) : undefined;
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
    await this.#commit(batch, before, await this.#callAgain(batch, before));
  }

  async #receiveMessage(frame: Bytes): Promise<Received | undefined> {
    const { vault, log } = this.#parts;
    const batch = vault.batch();
    const opened = await this.#sessions.open(batch, frame);
    const before = await this.conversation();
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      // The session lost too much: a new open lets the holder seal anew what has no receipt.
      const after = opened.reason === 'gap-too-wide' ? await this.#callAgain(batch, before) : before;
      await this.#commit(batch, before, after);
      return undefined;
    }
    const { record, payloads } = opened;
    const received = await receive(batch, log, before, { id: record.peer, name: record.name }, payloads);
    for (const { from, to } of received.resend) await log.resend(batch, before.id, from, to);
    await this.#commit(batch, before, received.conversation);
    return received;
  }

  async #receiveAccept(frame: Bytes): Promise<Received | undefined> {
    const { ctx, vault, log, trust, identity, epoch } = this.#parts;
    const clear = readAcceptClear(frame);
    const open = clear && (await vault.get('open', toBase32(clear.openId)));
    const sent = open && decodeSentOpen(open.bytes);
    const bundle = open?.bundle && (await this.#bundles.read(open.number, open.bundle));
    if (!clear || !trust.card || (await vault.get('session', toBase32(clear.sid)))) return undefined;
    const batch = vault.batch();
    const before = await this.conversation();
    if (!open || !sent || !bundle) {
      await this.#commit(batch, before, await this.#callAgain(batch, before));
      return undefined;
    }
    const accepted = await receiveAccept(ctx, {
      sent,
      bundle,
      visitor: identity.key,
      card: trust.card,
      frame,
    });
    if (!accepted.ok) {
      await this.#commit(batch, before, await this.#callAgain(batch, before));
      return undefined;
    }
    if (accepted.newerCard) await trust.adopt(accepted.newerCard, epoch());
    const { device, name, number, claim } = accepted;
    const sid = await this.#sessions.start(batch, accepted.session, {
      conversation: before.id,
      peer: device,
      name,
      number,
      claim,
    });
    batch.put('open', open.openId, {
      ...open,
      acceptedAt: open.acceptedAt === 0 ? ctx.now() : open.acceptedAt,
    });
    const { holder } = before;
    let after = before;
    if (outranks({ number, claim, device }, holder, trust.card.revoked)) {
      after = { ...before, holder: { device, name, number, claim, sid } };
      if (holder && holder.sid !== '') await this.#sessions.supersede(batch, holder.sid);
      if (holder?.device !== device) {
        log.addNotice(batch, before.id, `answered-${sid}`, holder ? 'handed-over' : 'answered', name);
      }
      await log.sealAnew(batch, before.id, sid);
    } else if (holder) {
      // The loser learns who holds the conversation, and nothing else is sealed to it (PROTOCOL 5).
      await this.#sessions.supersede(batch, sid);
      const told: Payload = {
        type: 'transfer',
        device: holder.device,
        number: holder.number,
        claim: holder.claim,
      };
      this.#parts.courier.enqueue(batch, before.id, await this.#sessions.seal(batch, sid, [told]), []);
    }
    const early = await this.#early.takeAll(batch);
    await this.#commit(batch, before, after);
    for (const kept of early) await this.receive(kept);
    return {
      conversation: after,
      content: [],
      typing: false,
      transfer: undefined,
      rtc: undefined,
      resend: [],
    };
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
  async #callAgain(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
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
    if (!record || !this.#sessions.needsRenewal(record)) return conversation;
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

  async #commit(batch: Batch, before: ConversationRecord, after: ConversationRecord): Promise<void> {
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
