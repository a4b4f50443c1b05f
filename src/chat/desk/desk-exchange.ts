import { createAccept, readAcceptCopy } from '../../protocol/accept.js';
import type { VerifiedCard } from '../../protocol/card.js';
import { nextClaim, outranks } from '../../protocol/claim.js';
import type { Context } from '../../protocol/context.js';
import { verifyForget } from '../../protocol/forget.js';
import { businessBytes } from '../../protocol/ids.js';
import { hash } from '../../protocol/kdf.js';
import type { BoxKey, SigningKey } from '../../protocol/keys.js';
import { decodeReceivedOpen, encodeReceivedOpen } from '../../protocol/open-codec.js';
import { receiveOpen } from '../../protocol/open.js';
import type { ReceivedOpen } from '../../protocol/open.js';
import { receivePre } from '../../protocol/pre.js';
import { SecureChatError } from '../../errors.js';
import { toBase32 } from '../../wire/base32.js';
import { equal } from '../../wire/bytes.js';
import type { Bytes } from '../../wire/bytes.js';
import { readAcceptClear, readHeader, readPreClear } from '../../wire/frame.js';
import type { BusinessId, ConversationId, PeerId } from '../../wire/ids.js';
import type { Payload, ReceivedPayload } from '../../wire/payload/payload.js';
import { eraseRows, resend, sealAnew } from '../thread/received-log.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import type { Courier } from '../connection/courier.js';
import { EarlyFrames } from '../session/early-frames.js';
import { sealWaiting } from '../thread/seal-queued.js';
import { beginTaking, receivePayloads } from '../thread/payload-handlers.js';
import type { PayloadOwners } from '../thread/payload-handlers.js';
import type { Outcome, Received } from '../thread/received.js';
import type { ConversationRecord, DeskPart, MessageRecord, OpenRecord } from '../store/records.js';
import { Sessions } from '../session/sessions.js';
import type { Batch, Vault } from '../store/vault.js';
import { emptyConversation } from '../store/empty-conversation.js';

export interface DeskMailParts {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly device: {
    readonly id: PeerId;
    readonly key: SigningKey;
    readonly certificate: string;
    readonly name: string;
  };
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly inboxes: () => ReadonlyMap<number, BoxKey>;
  readonly card: () => VerifiedCard | undefined;
  readonly revoked: () => ReadonlySet<PeerId>;
  /** Takes a newer card up that came inside a colleague's accept. */
  readonly adopt: (card: VerifiedCard) => Promise<void>;
  readonly epoch: () => number | undefined;
  readonly owners: PayloadOwners;
}

/** What one frame did: `opened` where others may have waited for it. */
type Taken = { readonly received?: Received; readonly opened: boolean } | 'refused' | undefined;

/** The desk's side of the protocol over the store: every method commits once, behind the fence, or changes nothing. */
export class DeskMail {
  readonly #parts: DeskMailParts;
  readonly #sessions: Sessions;
  readonly #early: EarlyFrames;

  constructor(parts: DeskMailParts) {
    this.#parts = parts;
    this.#sessions = new Sessions(parts.ctx);
    this.#early = new EarlyFrames(parts.ctx, parts.vault);
  }

  /** Takes a frame in. A stored team frame's `cursor` is committed with what it brought. */
  async receive(
    frame: Bytes,
    cursor?: { readonly log: string; readonly after: number },
    early?: string,
  ): Promise<Outcome> {
    const batch = this.#parts.vault.batch();
    if (cursor) batch.putMeta('cursor', cursor);
    if (early !== undefined) batch.remove('early', early);
    const received = await this.#take(batch, frame);
    await batch.commit(this.#parts.epoch());
    if (received === 'refused') return received;
    if (received?.opened !== true) return received?.received;
    await this.#retryEarly();
    return received.received;
  }

  /** Takes a conversation: an agent's act, or the holder's renewal (PROTOCOL 5). */
  async take(id: ConversationId): Promise<void> {
    const batch = this.#parts.vault.batch();
    const conversation = await this.#accept(batch, await this.#conversation(batch, id));
    batch.put('conversation', id, conversation);
    await batch.commit(this.#parts.epoch());
    await this.#retryEarly();
  }

  /** Seals what waits in one conversation; takes it first when this desk does not hold it. */
  async sealWaiting(id: ConversationId): Promise<void> {
    const { vault, log, courier, epoch } = this.#parts;
    const batch = vault.batch();
    let conversation = await this.#conversation(batch, id);
    const intents = await log.intents(id);
    if (!this.#isMine(conversation)) {
      // Receipts are the holder's to send: only words of ours make us take a conversation.
      if (intents.length === 0) return;
      conversation = await this.#accept(batch, conversation);
    }
    const sid = conversation.holder?.sid ?? '';
    if (sid === '') return;
    const after = await sealWaiting(
      {
        log,
        outbox: courier,
        batch,
        withReceipts: true,
        seal: async (payloads, current) => ({
          frame: await this.#sessions.seal(batch, sid, payloads),
          sid,
          conversation: current,
        }),
      },
      conversation,
    );
    const said = intents.filter(({ record }) => record.seq === 0).map(({ record }) => record);
    if (after !== conversation || !batch.isEmpty) batch.put('conversation', id, withOwn(after, said));
    await batch.commit(epoch());
  }

  /** Seals one payload that nobody repeats: typing, or a signal. `undefined` where this desk does not hold the conversation. */
  async sealOne(
    id: ConversationId,
    payload: Payload,
    how: 'transient' | 'durable',
  ): Promise<Bytes | undefined> {
    const batch = this.#parts.vault.batch();
    const conversation = await this.#conversation(batch, id);
    const sid = conversation.holder?.sid ?? '';
    if (!this.#isMine(conversation) || sid === '') return undefined;
    const frame = await (how === 'transient'
      ? this.#sessions.sealTransient(batch, sid, payload)
      : this.#sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#parts.epoch());
    return frame;
  }

  #isMine({ holder }: ConversationRecord): boolean {
    return holder?.device === this.#parts.device.id;
  }

  async #conversation(batch: Batch, id: ConversationId): Promise<ConversationRecord> {
    const conversation = await batch.get('conversation', id);
    if (!conversation) throw new SecureChatError('storage-failed');
    return conversation;
  }

  async #take(batch: Batch, frame: Bytes): Promise<Taken> {
    const header = readHeader(frame);
    if (!header || !equal(header.business, businessBytes(this.#parts.business))) return undefined;
    switch (header.kind) {
      case 'open':
        return this.#takeOpen(batch, frame, header.from);
      case 'pre':
        return this.#takePre(batch, frame);
      case 'accept':
        return header.from === this.#parts.device.id ? undefined : this.#takeAcceptCopy(batch, frame);
      case 'message':
        return header.to === this.#parts.device.id ? this.#takeMessage(batch, frame) : undefined;
      case 'forget':
        return this.#takeForget(batch, frame);
    }
  }

  async #takeOpen(batch: Batch, frame: Bytes, from: PeerId): Promise<Taken> {
    const { ctx, business, vault, inboxes } = this.#parts;
    if ((await vault.meta('tombstones'))?.visitors.includes(from)) return undefined;
    // A log that is sent again costs a hash an open, and no key agreement.
    const openId = toBase32((await hash(ctx, frame)).subarray(0, 16));
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
    const received = await this.#apply(batch, before, { id: open.visitor.id, name: '' }, open.payloads);
    let { conversation } = received;
    // The highest number's bundle wins: one passed on by a colleague could be his own.
    if (open.number > conversation.openNumber) {
      conversation = withDesk(
        { ...conversation, openNumber: open.number, openAt: ctx.now() },
        { highestClaim: 0 },
      );
      const { holder } = conversation;
      // A removed colleague holds nothing: the conversation waits for somebody again.
      if (holder && this.#revoked().has(holder.device)) conversation = { ...conversation, holder: undefined };
      // The holder renews by itself; everybody else waits for an agent's act.
      if (this.#isMine(conversation)) conversation = await this.#accept(batch, conversation);
    }
    batch.put('conversation', conversation.id, conversation);
    return { received: { ...received, conversation }, opened: true };
  }

  async #takePre(batch: Batch, frame: Bytes): Promise<Taken> {
    const { ctx } = this.#parts;
    const clear = readPreClear(frame);
    const record = clear && (await batch.get('open', toBase32(clear.openId)));
    if (!record) {
      await this.#early.keep(batch, frame);
      return undefined;
    }
    const open = decodeReceivedOpen(record.bytes);
    const pre = open && (await receivePre(ctx, { open, frame }));
    if (!open || !pre) return 'refused';
    const before = await this.#conversation(batch, record.conversation);
    const received = await this.#apply(batch, before, { id: open.visitor.id, name: '' }, pre.payloads);
    batch.put('conversation', received.conversation.id, received.conversation);
    return { received, opened: false };
  }

  async #takeMessage(batch: Batch, frame: Bytes): Promise<Taken> {
    const opened = await this.#sessions.open(batch, frame);
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      return opened.reason === 'refused' || opened.reason === 'gap-too-wide' ? 'refused' : undefined;
    }
    const before = await this.#conversation(batch, opened.record.conversation);
    const received = await this.#apply(batch, before, { id: opened.record.peer, name: '' }, opened.payloads);
    let { conversation } = received;
    const { transfer } = received;
    const { holder } = conversation;
    if (transfer && outranks(transfer, holder, this.#revoked())) {
      // The visitor says who holds the conversation now: this device lost it.
      conversation = { ...conversation, holder: { ...transfer, name: '', sid: '' } };
      conversation = withDesk(conversation, claimSeen(conversation, transfer));
      if (holder?.sid) await this.#sessions.supersede(batch, holder.sid);
    }
    for (const gap of received.resend) await resend(batch, conversation.id, gap);
    batch.put('conversation', conversation.id, conversation);
    return { received: { ...received, conversation }, opened: false };
  }

  async #takeAcceptCopy(batch: Batch, frame: Bytes): Promise<Taken> {
    const { ctx, card } = this.#parts;
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
    if (copy.newerCard) await this.#parts.adopt(copy.newerCard);
    let conversation = await this.#conversation(batch, record.conversation);
    const { device, name, number, claim } = copy;
    if (outranks({ number, claim, device }, conversation.holder, this.#revoked())) {
      const { holder } = conversation;
      if (holder?.sid) await this.#sessions.supersede(batch, holder.sid);
      conversation = { ...conversation, holder: { device, name, number, claim, sid: '' } };
    }
    const seen = claimSeen(conversation, { number, claim });
    batch.put('conversation', conversation.id, withDesk(conversation, { ...seen, waitingSince: 0 }));
    return { opened: false };
  }

  async #takeForget(batch: Batch, frame: Bytes): Promise<Taken> {
    const { ctx, business, vault, log } = this.#parts;
    const forget = await verifyForget(ctx, { business: businessBytes(business), frame });
    if (!forget) return 'refused';
    const tombstones = (await vault.meta('tombstones'))?.visitors ?? [];
    batch.putMeta('tombstones', { visitors: [...new Set([...tombstones, forget.visitor])] });
    await eraseRows(log, batch, forget.conversation);
    batch.remove('conversation', forget.conversation);
    batch.remove('meta', `draft/${forget.conversation}`);
    for (const table of ['open', 'session'] as const) {
      for (const { key, value } of await vault.range(table, { prefix: '' })) {
        if (value.conversation === forget.conversation) batch.remove(table, key);
      }
    }
    return { opened: false };
  }

  async #apply(
    batch: Batch,
    before: ConversationRecord,
    sender: { readonly id: PeerId; readonly name: string },
    payloads: readonly ReceivedPayload[],
  ): Promise<Received> {
    const { log, owners } = this.#parts;
    const taking = beginTaking({ batch, log, sender, conversation: before });
    const received = await receivePayloads(owners, taking, payloads);
    return { ...received, conversation: summarised(received, this.#parts.ctx.now()) };
  }

  /** Accepts the newest open: claims one above the highest known or told (PROTOCOL 5). */
  async #accept(batch: Batch, conversation: ConversationRecord): Promise<ConversationRecord> {
    const { ctx, vault, courier, device, log } = this.#parts;
    const opens = await vault.range('open', { prefix: '' });
    const newest =
      this.#pendingOpen(batch, conversation) ??
      opens.find(
        ({ value }) => value.conversation === conversation.id && value.number === conversation.openNumber,
      )?.value;
    const open = newest && decodeReceivedOpen(newest.bytes);
    const known = conversation.holder?.number === conversation.openNumber ? conversation.holder.claim : 0;
    const claim = nextClaim(Math.max(known, conversation.desk?.highestClaim ?? 0));
    if (!open || claim === undefined) throw new SecureChatError('peer-unreachable');
    const accepted = await createAccept(ctx, {
      open,
      device: { key: device.key, certificate: device.certificate },
      claim,
      card: this.#cardFor(open),
    });
    const sid = await this.#sessions.start(batch, accepted.session, {
      conversation: conversation.id,
      peer: open.visitor.id,
      name: '',
      number: open.number,
      claim,
    });
    if (conversation.holder?.sid) await this.#sessions.supersede(batch, conversation.holder.sid);
    courier.enqueue(batch, conversation.id, accepted.frame, []);
    await sealAnew(log, batch, conversation.id, sid);
    const holder = { device: device.id, name: device.name, number: open.number, claim, sid };
    return withDesk({ ...conversation, holder }, { highestClaim: claim, isEnded: false });
  }

  /** The open of this very batch, which the store does not have yet. */
  #pendingOpen(batch: Batch, { openNumber, id }: ConversationRecord): OpenRecord | undefined {
    return batch.find('open', ({ number, conversation }) => number === openNumber && conversation === id);
  }

  /** A visitor whose card is older than ours gets ours inside the accept: a removal binds her at once. */
  #cardFor(open: ReceivedOpen): Bytes | undefined {
    const card = this.#parts.card();
    return card && open.cardSeq < card.seq ? card.bytes : undefined;
  }

  #revoked(): ReadonlySet<PeerId> {
    return this.#parts.revoked();
  }

  async #retryEarly(): Promise<void> {
    const batch = this.#parts.vault.batch();
    await this.#early.drop(batch, 'ended');
    await batch.commit(this.#parts.epoch());
    for (const { key, frame } of await this.#early.list()) await this.receive(frame, undefined, key);
  }
}

/** A conversation with some of its desk part changed. */
export function withDesk(conversation: ConversationRecord, change: Partial<DeskPart>): ConversationRecord {
  return conversation.desk ? { ...conversation, desk: { ...conversation.desk, ...change } } : conversation;
}

/** A claim counts on its own open only: the last one, on an open long replaced, would else keep everybody from the newest. */
function claimSeen(
  { openNumber, desk }: ConversationRecord,
  { number, claim }: { readonly number: number; readonly claim: number },
): Partial<DeskPart> {
  return number === openNumber ? { highestClaim: Math.max(desk?.highestClaim ?? 0, claim) } : {};
}

/** What this desk said for the first time, as the list shows it. */
function withOwn(conversation: ConversationRecord, said: readonly MessageRecord[]): ConversationRecord {
  let after = conversation;
  for (const { body, at } of said) {
    if (body.type === 'text')
      after = withDesk(after, {
        lastText: body.text,
        lastIsOwn: true,
        lastAt: at,
        waitingSince: 0,
        isEnded: false,
      });
    else if (body.type === 'end') after = withDesk(after, { isEnded: true, waitingSince: 0 });
  }
  return after;
}

function newDeskPart(open: ReceivedOpen): DeskPart {
  return {
    visitor: open.visitor.id,
    visitorKey: open.visitor.publicKey,
    context: undefined,
    lastText: '',
    lastIsOwn: false,
    lastAt: 0,
    waitingSince: 0,
    note: '',
    isEnded: false,
    highestClaim: 0,
  };
}

function summarised({ conversation, content }: Received, now: number): ConversationRecord {
  let after = conversation;
  for (const piece of content) {
    if (piece.type === 'context') {
      after = withDesk(after, { context: piece.context });
    } else if (piece.type === 'text') {
      const since = after.desk?.waitingSince ?? 0;
      const waitingSince = since === 0 ? now : since;
      after = withDesk(after, {
        lastText: piece.text,
        lastIsOwn: false,
        lastAt: now,
        waitingSince,
        isEnded: false,
      });
    } else if (piece.type === 'end') {
      after = withDesk(after, { isEnded: true, waitingSince: 0 });
    }
  }
  return after;
}

function openRecord(open: ReceivedOpen, openId: string, at: number): OpenRecord {
  const { conversation } = open.visitor;
  const bytes = encodeReceivedOpen(open);
  return { bytes, conversation, number: open.number, openId, at, acceptedAt: 0, bundle: undefined };
}
