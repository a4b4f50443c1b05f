import { isDeviceAllowed } from '../../protocol/certificate.js';
import type { Arrival } from '../../transport/transport.js';
import type { Bytes } from '../../wire/bytes.js';
import { readHeader } from '../../wire/frame.js';
import type { Payload } from '../../wire/payload/payload.js';
import { resend, requeueUnacknowledged } from '../thread/received-log.js';
import { receiveLimited } from '../connection/reception.js';
import { EarlyFrames } from '../session/early-frames.js';
import { FailureLimiter } from '../session/failure-limiter.js';
import { takeReceipts } from '../thread/owed-receipts.js';
import { sealWaiting } from '../thread/seal-queued.js';
import { Features } from '../feature.js';
import { coreHandlers } from '../thread/core-handlers.js';
import { beginReceiving, receivePayloads } from '../thread/payload-handlers.js';
import { gapOf } from '../thread/sequence.js';
import type { Outcome, Received } from '../thread/received.js';
import type { ConversationRecord } from '../store/records.js';
import { needsRenewal } from '../session/renewal.js';
import { Sessions } from '../session/sessions.js';
import type { Batch } from '../store/vault.js';
import { Accepting } from './accepting.js';
import type { VisitorOpens } from './visitor-opens.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';
import { BundleRetention } from './bundle-retention.js';

/** How long a message may stay without its session before the visitor opens anew, in ms (PROTOCOL 5). */
const unknownMs = 60_000;

/** The visitor's half of the protocol from the first accept on: sessions, and what comes in them. */
export class VisitorSessions {
  readonly #world: VisitorExchangeWorld;
  readonly #opens: VisitorOpens;
  readonly #sessions: Sessions;
  readonly #accepting: Accepting;
  readonly #early: EarlyFrames;
  readonly #limiter: FailureLimiter;
  readonly #upkeep: BundleRetention;
  readonly features: Features;

  constructor(world: VisitorExchangeWorld, opens: VisitorOpens) {
    this.#world = world;
    this.#opens = opens;
    this.#sessions = new Sessions(world.ctx, ({ peer, since = 0 }) => {
      const { newest } = world.trust;
      return newest === undefined || isDeviceAllowed(newest, { device: peer, since });
    });
    this.#accepting = new Accepting(world, opens, this.#sessions);
    this.#early = new EarlyFrames(world.ctx, world.vault);
    this.#limiter = new FailureLimiter(world.ctx.now);
    this.#upkeep = new BundleRetention(world, opens);
    const { features: loaders, signal, onFailure } = world;
    this.features = new Features(world, { core: coreHandlers, loaders, signal, onFailure });
  }

  /** Takes a frame in, unless its sender is muted; `retry` takes it up once more when that is over. */
  receiveArrival(arrival: Arrival, retry: () => void): Promise<Received | undefined> {
    return receiveLimited(
      this.#limiter,
      arrival,
      async () => {
        const outcome = await this.receive(arrival.frame);
        if (arrival.queue !== 'own') return outcome;
        const isOld = (this.#opens.toCome ?? 0) > 0;
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
    if (header?.to !== this.#world.identity.id) return undefined;
    if (header.kind === 'message') return this.#receiveMessage(frame, early);
    return header.kind === 'accept' ? this.#receiveAccept(frame) : undefined;
  }

  /** Seals what waits in the session; `false` where there is none. */
  async sealWaiting(): Promise<boolean> {
    const { vault, log, courier } = this.#world;
    const before = await this.#opens.conversation();
    const sid = before.holder?.sid ?? '';
    if (sid === '') return false;
    const batch = vault.batch();
    // Asked before it seals: a session is idle until now, not after.
    const isWorn = await this.#isWorn(before);
    const after = await sealWaiting(
      {
        log,
        outbox: courier,
        batch,
        seal: async (payloads, conversation) => ({
          frame: await this.#sessions.seal(batch, sid, payloads),
          sid,
          conversation,
        }),
        takeReceipts,
      },
      before,
    );
    await this.#opens.commit(batch, before, isWorn ? await this.#accepting.renewed(batch, after) : after);
    return true;
  }

  /** Seals one payload that nobody repeats: typing, which may be lost, or a signal. `undefined` without a session. */
  async sealOne(payload: Payload, how: 'transient' | 'durable'): Promise<Bytes | undefined> {
    const batch = this.#world.vault.batch();
    const { holder } = await this.#accepting.withoutRemoved(batch, await this.#opens.conversation());
    const sid = holder?.sid ?? '';
    if (sid === '') return undefined;
    const frame = await (how === 'transient'
      ? this.#sessions.sealTransient(batch, sid, payload)
      : this.#sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#world.fence);
    return frame;
  }

  /** Asks for content that did not come, though later content did. */
  askAgain({ id, seen: all }: ConversationRecord): void {
    for (const seen of Object.values(all)) {
      const gap = gapOf(seen);
      if (gap) void this.#world.send(id, { type: 'resend', ...gap }, 'transient');
    }
  }

  /** Makes intents anew of what was sealed to a removed device, or (`isUnanswered`) went out long ago without an answer. */
  async reopen(isUnanswered: boolean): Promise<void> {
    const { vault, log } = this.#world;
    const batch = vault.batch();
    const before = await this.#opens.conversation();
    const after = await this.#accepting.withoutRemoved(batch, before);
    // Only new words are worth an open: a visitor who waits does not call again by herself.
    if (isUnanswered && (await log.intents(after.id)).length > 0)
      await requeueUnacknowledged(log, batch, after.id, '');
    await this.#opens.commit(batch, before, after);
  }

  /** Destroys bundles that are due; asks the team anew when kept frames could not be read for too long. */
  async maintain(): Promise<void> {
    await this.#upkeep.destroyBundles();
    const { ctx, vault } = this.#world;
    const oldest = await this.#early.oldestAt();
    if (oldest === undefined || ctx.now() - oldest < unknownMs || !(await this.#accepting.mayCallAgain()))
      return;
    const batch = vault.batch();
    const before = await this.#opens.conversation();
    await this.#early.drop(batch, 'all');
    await this.#opens.commit(batch, before, await this.#accepting.callAgain(batch, before));
  }

  /** Opens a message of a session; one that does not open changes nothing but what is owed to it. */
  async #receiveMessage(frame: Bytes, early?: string): Promise<Outcome> {
    const { log } = this.#world;
    const batch = this.#batch(early);
    const opened = await this.#sessions.open(batch, frame);
    const before = await this.#opens.conversation();
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      // The session lost too much: a new open lets the holder seal anew what has no receipt.
      const after =
        opened.reason === 'gap-too-wide' ? await this.#accepting.callAgain(batch, before) : before;
      await this.#opens.commit(batch, before, after);
      return opened.reason === 'refused' || opened.reason === 'gap-too-wide' ? 'refused' : undefined;
    }
    const { record, payloads } = opened;
    const sender = { id: record.peer, name: record.name };
    const receiving = beginReceiving({ batch, log, sender, conversation: before });
    const received = await receivePayloads(this.features, receiving, payloads);
    for (const gap of received.resend) await resend(batch, before.id, gap);
    await this.#opens.commit(batch, before, received.conversation);
    return received;
  }

  /** An accept may bring what kept frames waited for. */
  async #receiveAccept(frame: Bytes): Promise<Outcome> {
    const outcome = await this.#accepting.receive(frame);
    if (typeof outcome === 'object')
      for (const kept of await this.#early.list()) await this.receive(kept.frame, kept.key);
    return outcome;
  }

  /** Whether the session is old, worn or idle, and no fresh bundle was offered yet. */
  async #isWorn({ holder, openNumber }: ConversationRecord): Promise<boolean> {
    if (!holder || openNumber > holder.number) return false;
    const record = await this.#world.vault.get('session', holder.sid);
    return record !== undefined && needsRenewal(record, this.#world.ctx.now());
  }

  /** A batch that takes a kept frame out, where this is another try of one. */
  #batch(early: string | undefined): Batch {
    const batch = this.#world.vault.batch();
    if (early !== undefined) batch.remove('early', early);
    return batch;
  }
}
