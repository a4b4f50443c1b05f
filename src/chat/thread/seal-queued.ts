import { encodePayloads } from '../../wire/payload/payload.js';
import type { Payload } from '../../wire/payload/payload.js';
import type { Bytes } from '../../wire/bytes.js';
import type { MessageId } from '../../wire/ids.js';
import type { ConversationLog, Row } from './conversation-log.js';
import type { OwedReceipts } from './owed-receipts.js';
import type { Outbox } from './outbox.js';
import type { ConversationRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';

/** Payload bytes put into one frame: several short texts share one, and a long one still fits. */
const groupBytes = 40_000;
/** Payloads in one frame, below what a frame may hold. */
const groupPayloads = 200;

export interface Outgoing {
  readonly log: ConversationLog;
  readonly outbox: Outbox;
  readonly batch: Batch;
  /** Seals one group; called in order, each after the last one's state is in the batch. */
  readonly seal: (payloads: readonly Payload[], conversation: ConversationRecord) => Promise<Sealed>;
  /** Takes receipts that go along: only inside a session is there somebody to send them to. */
  readonly takeReceipts?: (conversation: ConversationRecord) => OwedReceipts | undefined;
}

export interface Sealed {
  readonly frame: Bytes;
  /** Session or open that the content now stands under. */
  readonly sid: string;
  readonly conversation: ConversationRecord;
}

/**
 * Seals everything a conversation has waiting into as few frames as fit, and enqueues them: intents get their `seq`,
 * receipts owed go along. All of it is in the batch, so nothing leaves before the commit (PROTOCOL 8). `intents` are
 * given where they were read already.
 */
export async function sealWaiting(
  outgoing: Outgoing,
  before: ConversationRecord,
  intents?: readonly Row[],
): Promise<ConversationRecord> {
  const { log, outbox, batch, seal, takeReceipts } = outgoing;
  let conversation = before;
  let rows = intents ?? (await log.intents(conversation.id));
  for (;;) {
    const receipts = takeReceipts?.(conversation);
    const { group, rest } = split(rows);
    if (!receipts && group.length === 0) return conversation;
    if (receipts) conversation = receipts.conversation;
    const payloads: Payload[] = receipts ? [receipts.payload] : [];
    const numbered = group.map(row => {
      const seq = row.record.seq === 0 ? conversation.nextSeq : row.record.seq;
      if (row.record.seq === 0) conversation = { ...conversation, nextSeq: seq + 1 };
      return { row, seq };
    });
    for (const { row, seq } of numbered) {
      if (row.record.body.type !== 'notice') payloads.push({ ...row.record.body, seq });
    }
    const sealed = await seal(payloads, conversation);
    conversation = sealed.conversation;
    for (const { row, seq } of numbered) log.sealed(batch, row, seq, sealed.sid);
    outbox.enqueue(
      batch,
      conversation.id,
      sealed.frame,
      group.map(({ record }) => record.id as MessageId),
    );
    rows = rest;
  }
}

function split(rows: readonly Row[]): { readonly group: readonly Row[]; readonly rest: readonly Row[] } {
  let size = 0;
  let count = 0;
  for (const { record } of rows) {
    if (record.body.type === 'notice') continue;
    size += encodePayloads([record.body]).length;
    if (count === groupPayloads || (count > 0 && size > groupBytes)) break;
    count++;
  }
  return { group: rows.slice(0, count), rest: rows.slice(count) };
}
