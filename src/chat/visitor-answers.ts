import { receiveAccept } from '../protocol/accept.js';
import { isDeviceAllowed } from '../protocol/certificate.js';
import { outranks } from '../protocol/claim.js';
import { toBase32 } from '../wire/base32.js';
import { decodeSentOpen } from '../protocol/open-store.js';
import type { Bytes } from '../wire/bytes.js';
import { readAcceptClear } from '../wire/frame.js';
import type { ConversationId } from '../wire/ids.js';
import type { Payload } from '../wire/payload.js';
import { addNotice, resend, sealAnew } from './answered-log.js';
import type { Bundles } from './bundles.js';
import type { EarlyFrames } from './early-frames.js';
import { receive } from './reception.js';
import type { Outcome } from './reception.js';
import { Sessions } from './sessions.js';
import type { Batch } from './vault.js';
import type { VisitorMail, VisitorMailParts } from './visitor-mail.js';

/** The visitor's half of the protocol from the first accept on: sessions, and what comes in them. */
export class VisitorAnswers {
  readonly sessions: Sessions;
  readonly #parts: VisitorMailParts;
  readonly #mail: VisitorMail;
  readonly #bundles: Bundles;
  readonly #early: EarlyFrames;

  constructor(parts: VisitorMailParts, mail: VisitorMail, bundles: Bundles, early: EarlyFrames) {
    this.sessions = new Sessions(parts.ctx, ({ peer, since = 0 }) => {
      const { newest } = parts.trust;
      return newest === undefined || isDeviceAllowed(newest, { device: peer, since });
    });
    this.#parts = parts;
    this.#mail = mail;
    this.#bundles = bundles;
    this.#early = early;
  }

  /** Makes intents anew of everything without a receipt: nobody whom it was sealed to can be counted on. */
  async sealAnew(batch: Batch, id: ConversationId): Promise<void> {
    await sealAnew(this.#parts.log, batch, id, '');
  }

  /** Opens a message of a session; one that does not open changes nothing but what is owed to it. */
  async receiveMessage(frame: Bytes, early?: string): Promise<Outcome> {
    const { log } = this.#parts;
    const batch = this.#batch(early);
    const opened = await this.sessions.open(batch, frame);
    const before = await this.#mail.conversation();
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      // The session lost too much: a new open lets the holder seal anew what has no receipt.
      const after = opened.reason === 'gap-too-wide' ? await this.#mail.callAgain(batch, before) : before;
      await this.#mail.commit(batch, before, after);
      return opened.reason === 'refused' || opened.reason === 'gap-too-wide' ? 'refused' : undefined;
    }
    const { record, payloads } = opened;
    const received = await receive(batch, log, before, { id: record.peer, name: record.name }, payloads);
    for (const gap of received.resend) await resend(batch, before.id, gap);
    await this.#mail.commit(batch, before, received.conversation);
    return received;
  }

  /** Takes an accept: a session begins, and whoever accepted holds the conversation or is told who does. */
  async receiveAccept(frame: Bytes): Promise<Outcome> {
    const { ctx, vault, log, trust, identity, epoch } = this.#parts;
    const clear = readAcceptClear(frame);
    const open = clear && (await vault.get('open', toBase32(clear.openId)));
    const sent = open && decodeSentOpen(open.bytes);
    const bundle = open?.bundle && (await this.#bundles.read(open.number, open.bundle));
    if (!clear || !trust.card || (await vault.get('session', toBase32(clear.sid)))) return undefined;
    const batch = vault.batch();
    const before = await this.#mail.conversation();
    if (!open || !sent || !bundle) {
      await this.#mail.commit(batch, before, await this.#mail.callAgain(batch, before));
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
      await this.#mail.commit(batch, before, await this.#mail.callAgain(batch, before));
      return 'refused';
    }
    if (accepted.newerCard) await trust.adopt(accepted.newerCard, epoch());
    const { device, name, number, claim, since } = accepted;
    const sid = await this.sessions.start(batch, accepted.session, {
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
    const standing = await this.#mail.withoutRemoved(batch, before);
    const { holder } = standing;
    let after = standing;
    if (outranks({ number, claim, device }, holder, trust.card.revoked)) {
      after = { ...standing, holder: { device, name, number, claim, sid } };
      if (holder && holder.sid !== '') await this.sessions.supersede(batch, holder.sid);
      if (holder?.device !== device) {
        addNotice(log, batch, before.id, `answered-${sid}`, holder ? 'handed-over' : 'answered', name);
      }
      await sealAnew(log, batch, before.id, sid);
    } else if (holder) {
      // The loser learns who holds the conversation, and nothing else is sealed to it (PROTOCOL 5).
      await this.sessions.supersede(batch, sid);
      const told: Payload = {
        type: 'transfer',
        device: holder.device,
        number: holder.number,
        claim: holder.claim,
      };
      this.#parts.courier.enqueue(batch, before.id, await this.sessions.seal(batch, sid, [told]), []);
    }
    await this.#mail.commit(batch, before, after);
    for (const kept of await this.#early.list()) await this.#mail.receive(kept.frame, kept.key);
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

  /** A batch that takes a kept frame out, where this is another try of one. */
  #batch(early: string | undefined): Batch {
    const batch = this.#parts.vault.batch();
    if (early !== undefined) batch.remove('early', early);
    return batch;
  }
}
