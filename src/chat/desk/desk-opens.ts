import { createAccept, readAcceptCopy } from '../../protocol/accept.js';
import { nextClaim, outranks } from '../../protocol/claim.js';
import { hash } from '../../protocol/kdf.js';
import { decodeReceivedOpen, encodeReceivedOpen } from '../../protocol/open-codec.js';
import { receiveOpen } from '../../protocol/open.js';
import type { ReceivedOpen } from '../../protocol/open.js';
import { receivePre } from '../../protocol/pre.js';
import { SecureChatError } from '../../errors.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { readAcceptClear } from '../../wire/session-fields.js';
import { readPreClear } from '../../wire/open-fields.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import { requeueUnacknowledged } from '../thread/received-log.js';
import type { EarlyFrames } from '../session/early-frames.js';
import type { Sessions } from '../session/sessions.js';
import type { ConversationRecord, OpenRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';
import { emptyConversation } from '../store/empty-conversation.js';
import { claimSeen, newDeskPart, withDesk } from './desk-summary.js';
import { apply, conversationOf } from './exchange-world.js';
import type { ExchangeWorld, ReceivedFrame } from './exchange-world.js';

/** How a conversation begins and who holds it: opens, what stands behind them, and accepts (PROTOCOL 5). */
export class DeskOpens {
  readonly #world: ExchangeWorld;
  readonly #sessions: Sessions;
  readonly #early: EarlyFrames;

  constructor(world: ExchangeWorld, sessions: Sessions, early: EarlyFrames) {
    this.#world = world;
    this.#sessions = sessions;
    this.#early = early;
  }

  /** An open of a visitor: first words, a fresh bundle, or a call for somebody else. */
  async receiveOpen(batch: Batch, frame: Bytes, from: PeerId): Promise<ReceivedFrame> {
    const { ctx, business, inboxes, device, revoked } = this.#world;
    // A log that is sent again costs a hash an open, and no key agreement.
    const openId = toBase32((await hash(ctx, frame)).subarray(0, 16));
    await batch.load([
      ['meta', 'tombstones'],
      ['open', openId],
    ]);
    if ((await batch.meta('tombstones'))?.visitors.includes(from)) return undefined;
    if (await batch.get('open', openId)) return undefined;
    const result = await receiveOpen(ctx, { business, inboxes: inboxes(), frame });
    if (!result.ok) {
      // Of an epoch not yet held: it waits for the key, it is not dropped (PROTOCOL 3).
      if (result.reason !== 'epoch-unknown') return 'refused';
      await this.#early.keep(batch, frame);
      return undefined;
    }
    const { open } = result;
    const known = await batch.get('conversation', open.visitor.conversation);
    const before = known ?? { ...emptyConversation(open.visitor.conversation), desk: newDeskPart(open) };
    batch.put('open', openId, openRecord(open, openId, ctx.now()));
    batch.put('index', openPlace(before.id, open.number) + openId, { row: openId });
    const received = await apply(
      this.#world,
      batch,
      before,
      { id: open.visitor.id, name: '' },
      open.payloads,
    );
    let { conversation } = received;
    const opened = [openId];
    // The highest number's bundle wins: one passed on by a colleague could be his own.
    if (open.number > conversation.openNumber) {
      conversation = withDesk(
        { ...conversation, openNumber: open.number, openAt: ctx.now() },
        { highestClaim: 0 },
      );
      const { holder } = conversation;
      // A removed colleague holds nothing: the conversation waits for somebody again.
      if (holder && revoked().has(holder.device)) conversation = { ...conversation, holder: undefined };
      // The holder renews by itself; everybody else waits for an agent's act.
      if (conversation.holder?.device === device.id) {
        conversation = await this.accept(batch, conversation);
        opened.push(conversation.holder?.sid ?? '');
      }
    }
    batch.put('conversation', conversation.id, conversation);
    return { received: { ...received, conversation }, opened };
  }

  /** What a visitor wrote behind her open, before anyone accepted it. */
  async receivePre(batch: Batch, frame: Bytes): Promise<ReceivedFrame> {
    const { ctx } = this.#world;
    const clear = readPreClear(frame);
    const record = clear && (await batch.get('open', toBase32(clear.openId)));
    if (!record) {
      await this.#early.keep(batch, frame);
      return undefined;
    }
    const open = decodeReceivedOpen(record.bytes);
    const pre = open && (await receivePre(ctx, { open, frame }));
    if (!open || !pre) return 'refused';
    const before = await conversationOf(batch, record.conversation);
    const received = await apply(this.#world, batch, before, { id: open.visitor.id, name: '' }, pre.payloads);
    batch.put('conversation', received.conversation.id, received.conversation);
    return { received, opened: [] };
  }

  /** The team's copy of a colleague's accept: he may hold the conversation now. */
  async receiveAcceptCopy(batch: Batch, frame: Bytes): Promise<ReceivedFrame> {
    const { ctx, card, adopt, revoked } = this.#world;
    const clear = readAcceptClear(frame);
    const record = clear && (await batch.get('open', toBase32(clear.openId)));
    if (!record) {
      await this.#early.keep(batch, frame);
      return undefined;
    }
    const open = decodeReceivedOpen(record.bytes);
    const verified = card();
    const copy = open && verified && (await readAcceptCopy(ctx, { open, card: verified, frame }));
    // No failure to count: a restored desk reads a whole log of copies by devices that are void now.
    if (!copy?.ok) return undefined;
    // The node may hide a removal from this desk; a colleague's accept brings it.
    if (copy.newerCard) await adopt(copy.newerCard);
    let conversation = await conversationOf(batch, record.conversation);
    const { device, name, number, claim } = copy;
    if (outranks({ number, claim, device }, conversation.holder, revoked())) {
      const { holder } = conversation;
      if (holder?.sid) await this.#sessions.supersede(batch, holder.sid);
      conversation = { ...conversation, holder: { device, name, number, claim, sid: '' } };
    }
    const seen = claimSeen(conversation, { number, claim });
    batch.put('conversation', conversation.id, withDesk(conversation, { ...seen, waitingSince: 0 }));
    return { opened: [] };
  }

  /** Accepts the newest open: claims one above the highest known or told (PROTOCOL 5). */
  async accept(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { ctx, courier, device, log } = this.#world;
    const { id, openNumber } = conversation;
    const newest = await this.#newestOpen(batch, conversation);
    const open = newest && decodeReceivedOpen(newest.bytes);
    const known = conversation.holder?.number === openNumber ? conversation.holder.claim : 0;
    const claim = nextClaim(Math.max(known, conversation.desk?.highestClaim ?? 0));
    if (!open || claim === undefined) throw new SecureChatError('peer-unreachable');
    const accepted = await createAccept(ctx, {
      open,
      device: { key: device.key, certificate: device.certificate },
      claim,
      card: this.#cardFor(open),
    });
    const sid = await this.#sessions.start(batch, accepted.session, {
      conversation: id,
      peer: open.visitor.id,
      name: '',
      number: open.number,
      claim,
    });
    batch.put('index', sessionPlace(id) + sid, { row: sid });
    if (conversation.holder?.sid) await this.#sessions.supersede(batch, conversation.holder.sid);
    courier.enqueue(batch, id, accepted.frame, []);
    await requeueUnacknowledged(log, batch, id, sid);
    const holder = { device: device.id, name: device.name, number: open.number, claim, sid };
    return withDesk({ ...conversation, holder }, { highestClaim: claim, isEnded: false });
  }

  /** Found by its number: in this very batch, which the store does not have yet, or in the store. */
  async #newestOpen(batch: Batch, { id, openNumber }: ConversationRecord): Promise<OpenRecord | undefined> {
    const pending = batch.find(
      'open',
      ({ number, conversation }) => number === openNumber && conversation === id,
    );
    if (pending) return pending;
    const place = openPlace(id, openNumber);
    const [[key]] = await this.#world.vault.read([{ table: 'index', keysOf: { prefix: place } }]);
    return key === undefined ? undefined : batch.get('open', key.slice(place.length));
  }

  /** A visitor whose card is older than ours gets ours inside the accept: a removal binds her at once. */
  #cardFor(open: ReceivedOpen): Bytes | undefined {
    const card = this.#world.card();
    return card && open.cardSeq < card.seq ? card.bytes : undefined;
  }
}

/** Where the index finds the opens of a conversation: all of them, or those of one number. */
export function openPlace(conversation: ConversationId, number?: number): string {
  const of = number === undefined ? '' : `${String(number).padStart(15, '0')}/`;
  return `${conversation}/open/${of}`;
}

/** Where the index finds the sessions of a conversation. */
export function sessionPlace(conversation: ConversationId): string {
  return `${conversation}/session/`;
}

function openRecord(open: ReceivedOpen, openId: string, at: number): OpenRecord {
  const { conversation } = open.visitor;
  const bytes = encodeReceivedOpen(open);
  return { bytes, conversation, number: open.number, openId, at, acceptedAt: 0, bundle: undefined };
}
