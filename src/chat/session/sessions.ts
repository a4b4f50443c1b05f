import { decodeSession, encodeSession } from '../../protocol/session-codec.js';
import { mayBeTransient, openMessage, sealMessage } from '../../protocol/session.js';
import type { Session } from '../../protocol/session.js';
import type { Context } from '../../protocol/context.js';
import { SecureChatError } from '../../errors.js';
import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { equal } from '../../wire/equal.js';
import { readMessageClear } from '../../wire/session-fields.js';
import type { MessageClear } from '../../wire/session-fields.js';
import type { Payload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { SessionRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';

/** Superseded sessions stay readable so long, in ms (PROTOCOL 5). */
const supersededMs = 7 * 24 * 3_600_000;
/** Old ratchet keys remembered: above the frames that a sender has under way at once, and so may repeat. */
const maxTurned = 64;

/** A message frame that opened, or why it did not. */
export type Opened =
  | {
      readonly ok: true;
      readonly record: SessionRecord;
      readonly sid: string;
      readonly payloads: readonly ReceivedPayload[];
    }
  | {
      readonly ok: false;
      /** `spent`: its key was used, so it is a duplicate or pretends to be one; told without opening it. */
      readonly reason: 'unknown' | 'refused' | 'gap-too-wide' | 'spent' | 'void';
      readonly record: SessionRecord | undefined;
    };

/** Ratchet sessions in the store: every turn is put into the batch that carries its frame or its message. */
export class Sessions {
  readonly #ctx: Context;
  readonly #isAllowed: (record: SessionRecord) => boolean;
  /** Sessions by the bytes that they were kept as: what this side made itself is not read and checked at each message. */
  readonly #known = new WeakMap<Bytes, Session>();

  /** @param isAllowed whether the newest card lets a session live on */
  constructor(ctx: Context, isAllowed: (record: SessionRecord) => boolean = () => true) {
    this.#ctx = ctx;
    this.#isAllowed = isAllowed;
  }

  async start(
    batch: Batch,
    session: Session,
    about: Pick<SessionRecord, 'conversation' | 'peer' | 'name' | 'number' | 'claim' | 'since'>,
  ): Promise<string> {
    const sid = toBase32(session.sid);
    const now = this.#ctx.now();
    batch.put('session', sid, {
      ...about,
      bytes: this.#encode(session),
      startedAt: now,
      lastSealedAt: now,
      sealed: 0,
      supersededAt: 0,
    });
    return sid;
  }

  async supersede(batch: Batch, sid: string): Promise<void> {
    const record = await batch.get('session', sid);
    if (record?.supersededAt === 0) batch.put('session', sid, { ...record, supersededAt: this.#ctx.now() });
  }

  /** Seals payloads in the session; its next state is in the batch, so the frame leaves only after the commit. */
  async seal(batch: Batch, sid: string, payloads: readonly Payload[]): Promise<Bytes> {
    const { record, session } = await this.#read(batch, sid);
    const sealed = await sealMessage(this.#ctx, session, payloads);
    this.#turn(batch, sid, record, sealed.session);
    return sealed.frame;
  }

  /** Seals a payload that may be lost; `undefined` while too many could be lost in a row (PROTOCOL 6). */
  async sealTransient(batch: Batch, sid: string, payload: Payload): Promise<Bytes | undefined> {
    const { record, session } = await this.#read(batch, sid);
    if (!mayBeTransient(this.#ctx, session)) return undefined;
    const sealed = await sealMessage(this.#ctx, session, [payload], { transient: true });
    this.#turn(batch, sid, record, sealed.session);
    return sealed.frame;
  }

  async open(batch: Batch, frame: Bytes): Promise<Opened> {
    const clear = readMessageClear(frame);
    if (!clear) return { ok: false, reason: 'refused', record: undefined };
    const sid = toBase32(clear.sid);
    const record = await batch.get('session', sid);
    const session = record && (await this.#decode(record.bytes));
    if (!record || !session) return { ok: false, reason: 'unknown', record: undefined };
    if (record.supersededAt > 0 && this.#ctx.now() - record.supersededAt > supersededMs) {
      return { ok: false, reason: 'void', record };
    }
    // A removed device's session ends with the card that says so, whatever it still seals (PROTOCOL 3).
    if (!this.#isAllowed(record)) return { ok: false, reason: 'void', record };
    if (isSpent(session, record, clear)) return { ok: false, reason: 'spent', record };
    const opened = await openMessage(this.#ctx, session, frame);
    if (!opened.ok) return { ok: false, reason: opened.reason, record };
    const next = {
      ...record,
      bytes: this.#encode(opened.session),
      ...(equal(opened.session.ratchet.peer, session.ratchet.peer)
        ? {}
        : { turned: [...(record.turned ?? []), beginning(session.ratchet.peer)].slice(-maxTurned) }),
    };
    batch.put('session', sid, next);
    return { ok: true, record: next, sid, payloads: opened.payloads };
  }

  async #read(batch: Batch, sid: string): Promise<{ record: SessionRecord; session: Session }> {
    const record = await batch.get('session', sid);
    const session = record && (await this.#decode(record.bytes));
    if (!record || !session) throw new SecureChatError('storage-failed');
    return { record, session };
  }

  async #decode(bytes: Bytes): Promise<Session | undefined> {
    const session = this.#known.get(bytes) ?? (await decodeSession(this.#ctx, bytes));
    if (session) this.#known.set(bytes, session);
    return session;
  }

  #encode(session: Session): Bytes {
    const bytes = encodeSession(this.#ctx, session);
    this.#known.set(bytes, session);
    return bytes;
  }

  #turn(batch: Batch, sid: string, record: SessionRecord, session: Session): void {
    batch.put('session', sid, {
      ...record,
      bytes: this.#encode(session),
      sealed: record.sealed + 1,
      lastSealedAt: this.#ctx.now(),
    });
  }
}

/** Whether a frame's key was used before: its counter lies behind, and no key was kept for it. */
function isSpent({ ratchet }: Session, { turned }: SessionRecord, { ratchet: of, n }: MessageClear): boolean {
  if (ratchet.skipped.some(kept => kept.n === n && equal(kept.ratchet, of))) return false;
  if (equal(of, ratchet.peer)) return ratchet.receiving !== undefined && n < ratchet.receiving.n;
  return turned?.includes(beginning(of)) === true;
}

function beginning(key: Bytes): string {
  return toBase32(key.subarray(1, 11));
}
