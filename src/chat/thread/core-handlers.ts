/** The payloads that every conversation has: words and their receipts, and who speaks (PROTOCOL 7, 8). */
import type { Content, ContentPayload } from '../../wire/payload/payload.js';
import type { ConversationRecord, NoticeBody } from '../store/records.js';
import type { MessageId } from '../../wire/ids.js';
import type { PayloadHandlers, PayloadOf, Receiving } from './payload-handlers.js';
import { addNotice, addTheirs } from './received-log.js';
import { markReceived } from './mark-received.js';

export const coreHandlers: PayloadHandlers = {
  text: keepContent,
  context: keepContent,
  end: keepContent,
  // A version that draws them will find them in the thread: until then it says that there is something.
  rating: keepContent,
  product: keepContent,
  file: keepContent,
  newer: keepOpaque,
  unreadable: keepOpaque,
  receipt: async ({ delivered, read }, { log, batch, conversation: { id } }) => {
    await log.raise(batch, id, delivered, 'delivered');
    await log.raise(batch, id, read, 'read');
  },
  resend: ({ from, to }, { resend }) => {
    resend.push({ from, to });
  },
  typing: ({ on }, taking) => {
    taking.typing = on;
  },
  transfer: (payload, taking) => {
    taking.transfer = payload;
  },
  rtc: (payload, taking) => {
    taking.rtc = payload;
  },
};

async function keepContent(payload: ContentPayload, taking: Receiving): Promise<void> {
  if (await keep(payload, taking)) taking.content.push(payload);
}

/** What cannot be read is shown as such: its frame was authentic, so it is acknowledged. */
async function keepOpaque(
  { type, id, seq, at }: PayloadOf<'newer' | 'unreadable'>,
  taking: Receiving,
): Promise<void> {
  const notice = type === 'newer' ? 'newer-version' : 'unreadable';
  const { log, batch, conversation, sender } = taking;
  if (id && seq && at) await keep({ id, seq, at, type: 'notice', notice }, taking);
  else
    addNotice(log, batch, conversation.id, `${notice}-${String(conversation.nextSeq)}`, notice, sender.name);
}

/** Into the thread, once by `id`, in place by `seq`, its receipt owed in the same commit; answers whether it is new. */
async function keep(piece: ContentPayload | (Content & NoticeBody), taking: Receiving): Promise<boolean> {
  const { log, batch, sender } = taking;
  const isNew = await addTheirs(log, batch, taking.conversation.id, sender, piece);
  // A duplicate is acknowledged again: the first receipt may have been lost.
  taking.conversation = oweReceipt(taking.conversation, piece.id);
  if (!isNew) return false;
  const conversation = markReceived(taking.conversation, sender.id, piece.seq);
  const unread = piece.type === 'text' ? [...conversation.unread, piece.id] : conversation.unread;
  taking.conversation = { ...conversation, unread };
  return true;
}

function oweReceipt(conversation: ConversationRecord, id: MessageId): ConversationRecord {
  if (conversation.owedDelivered.includes(id)) return conversation;
  return { ...conversation, owedDelivered: [...conversation.owedDelivered, id] };
}
