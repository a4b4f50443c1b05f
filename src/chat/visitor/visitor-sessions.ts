import { receiveAccept } from '../../protocol/accept.js';
import { isDeviceAllowed } from '../../protocol/certificate.js';
import { outranks } from '../../protocol/claim.js';
import { decodeSentOpen } from '../../protocol/open-codec.js';
import type { Arrival } from '../../transport/transport.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { readAcceptClear, readHeader } from '../../wire/frame.js';
import type { Payload } from '../../wire/payload/payload.js';
import { addNotice, resend, sealAnew } from '../thread/received-log.js';
import { receiveLimited } from '../connection/reception.js';
import { DirectSeeker } from './direct-seeker.js';
import type { DirectSeekerWorld } from './direct-seeker.js';
import { EarlyFrames } from '../session/early-frames.js';
import { FailureLimiter } from '../session/failure-limiter.js';
import { sealWaiting } from '../thread/seal-queued.js';
import { Features } from '../feature.js';
import { coreHandlers } from '../thread/core-handlers.js';
import { beginTaking, receivePayloads } from '../thread/payload-handlers.js';
import type { Outcome, Received } from '../thread/received.js';
import type { ConversationRecord } from '../store/records.js';
import { needsRenewal } from '../session/renewal.js';
import { Sessions } from '../session/sessions.js';
import type { Batch } from '../store/vault.js';
import type { VisitorExchange, VisitorParts } from './visitor-exchange.js';
import { BundleRetention } from './bundle-retention.js';

/** How long a message may stay without its session before the visitor opens anew, in ms (PROTOCOL 5). */
const unknownMs = 60_000;
/** A new open is sent at most so often when messages cannot be read, in ms (PROTOCOL 5). */
const callAgainMs = 600_000;

/** The visitor's half of the protocol from the first accept on: sessions, and what comes in them. */
export class VisitorSessions {
  readonly #parts: VisitorParts;
  readonly #mail: VisitorExchange;
  readonly #sessions: Sessions;
  readonly #early: EarlyFrames;
  readonly #limiter: FailureLimiter;
  readonly #upkeep: BundleRetention;
  readonly features: Features;

  constructor(parts: VisitorParts, mail: VisitorExchange) {
    this.#parts = parts;
    this.#mail = mail;
    this.#sessions = new Sessions(parts.ctx, ({ peer, since = 0 }) => {
      const { newest } = parts.trust;
      return newest === undefined || isDeviceAllowed(newest, { device: peer, since });
    });
    this.#early = new EarlyFrames(parts.ctx, parts.vault);
    this.#limiter = new FailureLimiter(parts.ctx.now);
    this.#upkeep = new BundleRetention(parts, mail);
    const { features: loaders, signal, onFailure } = parts;
    this.features = new Features(parts.door(), { core: coreHandlers, loaders, signal, onFailure });
  }

  /** Takes a frame in, unless its sender is muted; `retry` takes it up once more when that is over. */
  take(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    return receiveLimited(
      this.#limiter,
      arrival,
      async () => {
        const outcome = await this.receive(arrival.frame);
        if (arrival.queue !== 'own') return outcome;
        const isOld = (this.#mail.toCome ?? 0) > 0;
        this.#upkeep.handledStored();
        // A certificate that waited at the node was told to an earlier page: the desk does not expect this one yet.
        return isOld && typeof outcome === 'object' ? { ...outcome, rtc: undefined } : outcome;
      },
      retry,
    );
  }

  /** The way was lost: what is held comes again with the next one. */
  disconnected(): void {
    this.#limiter.dropDeferred();
  }

  /** Opens a frame; answers what came of it, or `undefined` where it is not for us. `early`: where it was kept. */
  async receive(frame: Bytes, early?: string): Promise<Outcome> {
    const header = readHeader(frame);
    if (header?.to !== this.#parts.identity.id) return undefined;
    if (header.kind === 'accept') return this.#receiveAccept(frame);
    return header.kind === 'message' ? this.#receiveMessage(frame, early) : undefined;
  }

  /** Looks for the direct way to whoever holds the conversation. */
  seeker(world: DirectSeekerWorld): DirectSeeker {
    return new DirectSeeker(world);
  }

  /** Seals what waits in the session; `false` where there is none. */
  async sealWaiting(): Promise<boolean> {
    const { vault, log, courier } = this.#parts;
    const before = await this.#mail.conversation();
    const sid = before.holder?.sid ?? '';
    if (sid === '') return false;
    const batch = vault.batch();
    // Asked before it seals: a session is idle until now, not after.
    const isWorn = await this.#isWorn(before);
    const after = await sealWaiting(
      {
        log,
        courier,
        batch,
        seal: async (payloads, conversation) => ({
          frame: await this.#sessions.seal(batch, sid, payloads),
          sid,
          conversation,
        }),
        withReceipts: true,
      },
      before,
    );
    await this.#mail.commit(batch, before, isWorn ? await this.#renewed(batch, after) : after);
    return true;
  }

  /** Seals one payload that nobody repeats: typing, which may be lost, or a signal. `undefined` without a session. */
  async sealOne(payload: Payload, how: 'transient' | 'durable'): Promise<Bytes | undefined> {
    const batch = this.#parts.vault.batch();
    const { holder } = await this.#withoutRemoved(batch, await this.#mail.conversation());
    const sid = holder?.sid ?? '';
    if (sid === '') return undefined;
    const frame = await (how === 'transient'
      ? this.#sessions.sealTransient(batch, sid, payload)
      : this.#sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#parts.epoch());
    return frame;
  }

  /** Makes intents anew of what was sealed to a removed device, or (`isUnanswered`) went out long ago without an answer. */
  async reopen(isUnanswered: boolean): Promise<void> {
    const { vault, log } = this.#parts;
    const batch = vault.batch();
    const before = await this.#mail.conversation();
    const after = await this.#withoutRemoved(batch, before);
    // Only new words are worth an open: a visitor who waits does not call again by herself.
    if (isUnanswered && (await log.intents(after.id)).length > 0) await sealAnew(log, batch, after.id, '');
    await this.#mail.commit(batch, before, after);
  }

  /** Destroys bundles that are due; asks the team anew when kept frames could not be read for too long. */
  async tend(): Promise<void> {
    await this.#upkeep.destroyBundles();
    const { ctx, vault } = this.#parts;
    const oldest = await this.#early.oldestAt();
    if (oldest === undefined || ctx.now() - oldest < unknownMs || !(await this.#mayCallAgain())) return;
    const batch = vault.batch();
    const before = await this.#mail.conversation();
    await this.#early.drop(batch, 'all');
    await this.#mail.commit(batch, before, await this.#callAgain(batch, before));
  }

  /** Opens a message of a session; one that does not open changes nothing but what is owed to it. */
  async #receiveMessage(frame: Bytes, early?: string): Promise<Outcome> {
    const { log } = this.#parts;
    const batch = this.#batch(early);
    const opened = await this.#sessions.open(batch, frame);
    const before = await this.#mail.conversation();
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      // The session lost too much: a new open lets the holder seal anew what has no receipt.
      const after = opened.reason === 'gap-too-wide' ? await this.#callAgain(batch, before) : before;
      await this.#mail.commit(batch, before, after);
      return opened.reason === 'refused' || opened.reason === 'gap-too-wide' ? 'refused' : undefined;
    }
    const { record, payloads } = opened;
    const sender = { id: record.peer, name: record.name };
    const taking = beginTaking({ batch, log, sender, conversation: before });
    const received = await receivePayloads(this.features, taking, payloads);
    for (const gap of received.resend) await resend(batch, before.id, gap);
    await this.#mail.commit(batch, before, received.conversation);
    return received;
  }

  /** Takes an accept: a session begins, and whoever accepted holds the conversation or is told who does. */
  async #receiveAccept(frame: Bytes): Promise<Outcome> {
    const { ctx, vault, log, trust, identity, epoch } = this.#parts;
    const clear = readAcceptClear(frame);
    if (!clear || !trust.card) return undefined;
    const [open, known, before] = await Promise.all([
      vault.get('open', toBase32(clear.openId)),
      vault.get('session', toBase32(clear.sid)),
      this.#mail.conversation(),
    ]);
    if (known) return undefined;
    const sent = open && decodeSentOpen(open.bytes);
    const bundle = open?.bundle && (await this.#mail.bundles.read(open.number, open.bundle));
    const batch = vault.batch();
    if (!open || !sent || !bundle) {
      await this.#mail.commit(batch, before, await this.#callAgain(batch, before));
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
      await this.#mail.commit(batch, before, await this.#callAgain(batch, before));
      return 'refused';
    }
    if (accepted.newerCard) await trust.adopt(accepted.newerCard, epoch());
    const { device, name, number, claim, since } = accepted;
    const sid = await this.#sessions.start(batch, accepted.session, {
      conversation: before.id,
      peer: device,
      name,
      number,
      claim,
      since,
    });
    batch.put('open', open.openId, {
      ...open,
      acceptedAt: open.acceptedAt === 0 ? ctx.now() : open.acceptedAt,
    });
    const standing = await this.#withoutRemoved(batch, before);
    const { holder } = standing;
    let after = standing;
    if (outranks({ number, claim, device }, holder, trust.card.revoked)) {
      after = { ...standing, holder: { device, name, number, claim, sid } };
      if (holder && holder.sid !== '') await this.#sessions.supersede(batch, holder.sid);
      if (holder?.device !== device) {
        addNotice(log, batch, before.id, `answered-${sid}`, holder ? 'handed-over' : 'answered', name);
      }
      await sealAnew(log, batch, before.id, sid);
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
    await this.#mail.commit(batch, before, after);
    for (const kept of await this.#early.list()) await this.receive(kept.frame, kept.key);
    return {
      from: device,
      conversation: after,
      content: [],
      typing: false,
      transfer: undefined,
      rtc: undefined,
      resend: [],
    };
  }

  /**
   * A holder that the newest card removed, or that was certified before a restored root, holds nothing any more: what
   * has no receipt is sealed anew, to whoever accepts next (PROTOCOL 3).
   */
  async #withoutRemoved(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { trust, ctx, log } = this.#parts;
    const { holder, id } = conversation;
    const record = holder && (await batch.get('session', holder.sid));
    if (!holder || !record || !trust.newest) return conversation;
    if (isDeviceAllowed(trust.newest, { device: holder.device, since: record.since ?? 0 }))
      return conversation;
    batch.put('session', holder.sid, { ...record, supersededAt: ctx.now() });
    await sealAnew(log, batch, id, '');
    return { ...conversation, holder: undefined };
  }

  async #mayCallAgain(): Promise<boolean> {
    const called = (await this.#parts.vault.meta('last-call'))?.at ?? 0;
    return this.#parts.ctx.now() - called >= callAgainMs;
  }

  /** Opens anew, without words: the holder accepts it by itself and seals anew what has no receipt. */
  async #callAgain(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    if (!this.#parts.trust.card || !(await this.#mayCallAgain())) return conversation;
    batch.putMeta('last-call', { at: this.#parts.ctx.now() });
    return this.#renewed(batch, conversation);
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
    const sealed = await this.#mail.open(batch, [], conversation);
    this.#parts.courier.enqueue(batch, conversation.id, sealed.frame, []);
    return sealed.conversation;
  }

  /** A batch that takes a kept frame out, where this is another try of one. */
  #batch(early: string | undefined): Batch {
    const batch = this.#parts.vault.batch();
    if (early !== undefined) batch.remove('early', early);
    return batch;
  }
}
