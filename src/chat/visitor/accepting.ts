import { receiveAccept } from '../../protocol/accept.js';
import { isDeviceAllowed } from '../../protocol/certificate.js';
import { outranks } from '../../protocol/claim.js';
import { decodeSentOpen } from '../../protocol/open-codec.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { readAcceptClear } from '../../wire/session-fields.js';
import type { Payload } from '../../wire/payload/payload.js';
import type { Sessions } from '../session/sessions.js';
import type { ConversationRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';
import type { Outcome } from '../thread/received.js';
import { addNotice, requeueUnacknowledged } from '../thread/received-log.js';
import type { VisitorOpens } from './visitor-opens.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';

/** A new open is sent at most so often when messages cannot be read, in ms (PROTOCOL 5). */
const callAgainMs = 600_000;

/** Who holds the visitor's conversation: accepts as they come, cards that remove a holder, and calls for another. */
export class Accepting {
  readonly #world: VisitorExchangeWorld;
  readonly #opens: VisitorOpens;
  readonly #sessions: Sessions;

  constructor(world: VisitorExchangeWorld, opens: VisitorOpens, sessions: Sessions) {
    this.#world = world;
    this.#opens = opens;
    this.#sessions = sessions;
  }

  /** Takes an accept: a session begins, and whoever accepted holds the conversation or is told who does. */
  async receive(frame: Bytes): Promise<Outcome> {
    const { ctx, vault, log, trust, identity } = this.#world;
    const clear = readAcceptClear(frame);
    if (!clear || !trust.card) return undefined;
    const [open, known, before] = await Promise.all([
      vault.get('open', toBase32(clear.openId)),
      vault.get('session', toBase32(clear.sid)),
      this.#opens.conversation(),
      log.readEnd(identity.conversation),
    ]);
    if (known) return undefined;
    const sent = open && decodeSentOpen(open.bytes);
    const bundle = open?.bundle && (await this.#opens.bundles.read(open.number, open.bundle));
    const batch = vault.batch();
    if (!open || !sent || !bundle) {
      await this.#opens.commit(batch, before, await this.callAgain(batch, before));
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
      await this.#opens.commit(batch, before, await this.callAgain(batch, before));
      return 'refused';
    }
    if (accepted.newerCard) await trust.adopt(accepted.newerCard, this.#world.fence);
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
    const standing = await this.withoutRemoved(batch, before);
    const { holder } = standing;
    let after = standing;
    if (outranks({ number, claim, device }, holder, trust.card.revoked)) {
      after = { ...standing, holder: { device, name, number, claim, sid } };
      if (holder && holder.sid !== '') await this.#sessions.supersede(batch, holder.sid);
      if (holder?.device !== device) {
        addNotice(log, batch, before.id, `answered-${sid}`, holder ? 'handed-over' : 'answered', name);
      }
      await requeueUnacknowledged(log, batch, before.id, sid);
    } else if (holder) {
      // The loser learns who holds the conversation, and nothing else is sealed to it (PROTOCOL 5).
      await this.#sessions.supersede(batch, sid);
      const told: Payload = {
        type: 'transfer',
        device: holder.device,
        number: holder.number,
        claim: holder.claim,
      };
      this.#world.courier.enqueue(batch, before.id, await this.#sessions.seal(batch, sid, [told]), []);
    }
    await this.#opens.commit(batch, before, after);
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
  async withoutRemoved(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { trust, ctx, log } = this.#world;
    const { holder, id } = conversation;
    const record = holder && (await batch.get('session', holder.sid));
    if (!holder || !record || !trust.newest) return conversation;
    if (isDeviceAllowed(trust.newest, { device: holder.device, since: record.since ?? 0 }))
      return conversation;
    batch.put('session', holder.sid, { ...record, supersededAt: ctx.now() });
    await requeueUnacknowledged(log, batch, id, '');
    return { ...conversation, holder: undefined };
  }

  async mayCallAgain(): Promise<boolean> {
    const called = (await this.#world.vault.meta('last-call'))?.at ?? 0;
    return this.#world.ctx.now() - called >= callAgainMs;
  }

  /** Opens anew, without words: the holder accepts it by itself and seals anew what has no receipt. */
  async callAgain(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    if (!this.#world.trust.card || !(await this.mayCallAgain())) return conversation;
    batch.putMeta('last-call', { at: this.#world.ctx.now() });
    return this.renewed(batch, conversation);
  }

  /** Offers a fresh bundle; the session goes on until the accept. */
  async renewed(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    if (!this.#world.trust.card) return conversation;
    const sealed = await this.#opens.open(batch, [], conversation);
    this.#world.courier.enqueue(batch, conversation.id, sealed.frame, []);
    return sealed.conversation;
  }
}
