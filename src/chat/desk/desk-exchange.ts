import { outranks } from '../../protocol/claim.js';
import { verifyForget } from '../../protocol/forget.js';
import { businessBytes } from '../../protocol/ids.js';
import { equal } from '../../wire/equal.js';
import type { Bytes } from '../../wire/bytes.js';
import { readHeader } from '../../wire/frame.js';
import type { ConversationId } from '../../wire/ids.js';
import type { Payload } from '../../wire/payload/payload.js';
import { markerRow } from '../thread/conversation-log.js';
import { eraseRows, resend } from '../thread/received-log.js';
import { EarlyFrames, epochAwaited } from '../session/early-frames.js';
import { takeReceipts } from '../thread/owed-receipts.js';
import { sealWaiting } from '../thread/seal-queued.js';
import type { Outcome } from '../thread/received.js';
import type { ConversationRecord } from '../store/records.js';
import { Sessions } from '../session/sessions.js';
import type { Batch } from '../store/vault.js';
import { DeskOpens, openPlace, sessionPlace } from './desk-opens.js';
import { claimSeen, withDesk, withOwn } from './desk-summary.js';
import { apply, conversationOf } from './exchange-world.js';
import type { ExchangeWorld, ReceivedFrame } from './exchange-world.js';

/** The desk's side of the protocol over the store: every method commits once, behind the fence, or changes nothing. */
export class DeskExchange {
  readonly #world: ExchangeWorld;
  readonly #sessions: Sessions;
  readonly #early: EarlyFrames;
  readonly #opens: DeskOpens;
  /** How many inboxes were held when opens that wait for one were last looked for. */
  #inboxesTried = 0;

  constructor(world: ExchangeWorld) {
    this.#world = world;
    this.#sessions = new Sessions(world.ctx);
    this.#early = new EarlyFrames(world.ctx, world.vault);
    this.#opens = new DeskOpens(world, this.#sessions, this.#early);
  }

  /** Takes a frame in, and what waited for it. A stored team frame's `cursor` is committed with what it brought. */
  async receive(frame: Bytes, cursor?: { readonly log: string; readonly after: number }): Promise<Outcome> {
    const { vault, epoch } = this.#world;
    const batch = vault.batch();
    if (cursor) batch.putMeta('cursor', cursor);
    const taken = await this.#receive(batch, frame);
    const received = taken === 'refused' ? undefined : taken?.received;
    if (taken !== 'refused') await this.#receiveEarly(batch, taken?.opened ?? []);
    const conversation = received && (await batch.get('conversation', received.conversation.id));
    await batch.commit(epoch());
    return taken === 'refused' ? taken : received && { ...received, ...(conversation && { conversation }) };
  }

  /** Takes a conversation: an agent's act, or the holder's renewal (PROTOCOL 5). */
  async claim(id: ConversationId): Promise<void> {
    const batch = this.#world.vault.batch();
    const conversation = await this.#opens.accept(batch, await conversationOf(batch, id));
    batch.put('conversation', id, conversation);
    await this.#receiveEarly(batch, [conversation.holder?.sid ?? '']);
    await batch.commit(this.#world.epoch());
  }

  /** Seals what waits in one conversation; takes it first when this desk does not hold it. */
  async sealWaiting(id: ConversationId): Promise<void> {
    const { vault, log, courier, epoch } = this.#world;
    const [stored, markers] = await vault.read([
      { table: 'conversation', key: id },
      { table: 'frame', keysOf: { prefix: `i/${id}/` } },
    ]);
    if (!stored) return;
    const batch = vault.batch();
    const intents = await log.rows(markers.map(markerRow));
    let conversation = stored;
    if (!this.#isMine(conversation)) {
      // Receipts are the holder's to send: only words of ours make us take a conversation.
      if (intents.length === 0) return;
      conversation = await this.#opens.accept(batch, conversation);
    }
    const sid = conversation.holder?.sid ?? '';
    if (sid === '') return;
    const after = await sealWaiting(
      {
        log,
        outbox: courier,
        batch,
        takeReceipts,
        seal: async (payloads, current) => ({
          frame: await this.#sessions.seal(batch, sid, payloads),
          sid,
          conversation: current,
        }),
      },
      conversation,
      intents,
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
    const batch = this.#world.vault.batch();
    const conversation = await conversationOf(batch, id);
    const sid = conversation.holder?.sid ?? '';
    if (!this.#isMine(conversation) || sid === '') return undefined;
    const frame = await (how === 'transient'
      ? this.#sessions.sealTransient(batch, sid, payload)
      : this.#sessions.seal(batch, sid, [payload]));
    await batch.commit(this.#world.epoch());
    return frame;
  }

  #isMine({ holder }: ConversationRecord): boolean {
    return holder?.device === this.#world.device.id;
  }

  async #receive(batch: Batch, frame: Bytes): Promise<ReceivedFrame> {
    const header = readHeader(frame);
    const { business, device } = this.#world;
    if (!header || !equal(header.business, businessBytes(business))) return undefined;
    switch (header.kind) {
      case 'open':
        return this.#opens.receiveOpen(batch, frame, header.from);
      case 'pre':
        return this.#opens.receivePre(batch, frame);
      case 'accept':
        return header.from === device.id ? undefined : this.#opens.receiveAcceptCopy(batch, frame);
      case 'message':
        return header.to === device.id ? this.#receiveMessage(batch, frame) : undefined;
      case 'forget':
        return this.#receiveForget(batch, frame);
    }
  }

  async #receiveMessage(batch: Batch, frame: Bytes): Promise<ReceivedFrame> {
    const { revoked } = this.#world;
    const opened = await this.#sessions.open(batch, frame);
    if (!opened.ok) {
      if (opened.reason === 'unknown') await this.#early.keep(batch, frame);
      return opened.reason === 'refused' || opened.reason === 'gap-too-wide' ? 'refused' : undefined;
    }
    const { record, payloads } = opened;
    const before = await conversationOf(batch, record.conversation);
    const received = await apply(this.#world, batch, before, { id: record.peer, name: '' }, payloads);
    let { conversation } = received;
    const { transfer } = received;
    const { holder } = conversation;
    if (transfer && outranks(transfer, holder, revoked())) {
      // The visitor says who holds the conversation now: this device lost it.
      conversation = { ...conversation, holder: { ...transfer, name: '', sid: '' } };
      conversation = withDesk(conversation, claimSeen(conversation, transfer));
      if (holder?.sid) await this.#sessions.supersede(batch, holder.sid);
    }
    // One a frame, and nothing beyond what was said: each number asked for is a look into the store (PROTOCOL 8).
    const [gap] = received.resend;
    if (gap) {
      const to = Math.min(gap.to, conversation.nextSeq - 1);
      await resend(batch, conversation.id, { from: gap.from, to });
    }
    batch.put('conversation', conversation.id, conversation);
    return { received: { ...received, conversation }, opened: [] };
  }

  async #receiveForget(batch: Batch, frame: Bytes): Promise<ReceivedFrame> {
    const { ctx, business, vault, log } = this.#world;
    const forget = await verifyForget(ctx, { business: businessBytes(business), frame });
    if (!forget) return 'refused';
    const { visitor, conversation } = forget;
    const tombstones = (await batch.meta('tombstones'))?.visitors ?? [];
    batch.putMeta('tombstones', { visitors: [...new Set([...tombstones, visitor])] });
    const places = { open: openPlace(conversation), session: sessionPlace(conversation) };
    const [opens, sessions] = await vault.read([
      { table: 'index', keysOf: { prefix: places.open } },
      { table: 'index', keysOf: { prefix: places.session } },
    ]);
    for (const key of opens) batch.remove('open', lastOf(key));
    for (const key of sessions) batch.remove('session', lastOf(key));
    await eraseRows(log, batch, conversation);
    batch.remove('conversation', conversation);
    batch.remove('meta', `draft/${conversation}`);
    return { opened: [] };
  }

  /** Takes in what waited for these sessions and opens, in the same commit; and once for each set of inboxes what waited for one. */
  async #receiveEarly(batch: Batch, opened: readonly string[]): Promise<void> {
    if (opened.length === 0) return;
    const inboxes = this.#world.inboxes();
    const isTried = inboxes.size === this.#inboxesTried;
    this.#inboxesTried = inboxes.size;
    let awaited = isTried ? opened : [...opened, ...[...inboxes.keys()].map(epochAwaited)];
    while (awaited.length > 0) {
      const next: string[] = [];
      for (const { key, frame } of await this.#early.list(awaited)) {
        batch.remove('early', key);
        const taken = await this.#receive(batch, frame);
        if (taken !== 'refused') next.push(...(taken?.opened ?? []));
      }
      awaited = next;
    }
  }
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
