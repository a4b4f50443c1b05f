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
  typing: ({ on }, receiving) => {
    receiving.typing = on;
  },
  transfer: (payload, receiving) => {
    receiving.transfer = payload;
  },
  rtc: (payload, receiving) => {
    receiving.rtc = payload;
  },
};

async function keepContent(payload: ContentPayload, receiving: Receiving): Promise<void> {
  if (await keep(payload, receiving)) receiving.content.push(payload);
}

/** What cannot be read is shown as such: its frame was authentic, so it is acknowledged. */
async function keepOpaque(
  { type, id, seq, at }: PayloadOf<'newer' | 'unreadable'>,
  receiving: Receiving,
): Promise<void> {
  const notice = type === 'newer' ? 'newer-version' : 'unreadable';
  const { log, batch, conversation, sender } = receiving;
  if (id && seq && at) await keep({ id, seq, at, type: 'notice', notice }, receiving);
  else
    addNotice(log, batch, conversation.id, `${notice}-${String(conversation.nextSeq)}`, notice, sender.name);
}

/** Into the thread, once by `id`, in place by `seq`, its receipt owed in the same commit; answers whether it is new. */
async function keep(piece: ContentPayload | (Content & NoticeBody), receiving: Receiving): Promise<boolean> {
  const { log, batch, sender } = receiving;
  const isNew = await addTheirs(log, batch, receiving.conversation.id, sender, piece);
  // A duplicate is acknowledged again: the first receipt may have been lost.
  receiving.conversation = oweReceipt(receiving.conversation, piece.id);
  if (!isNew) return false;
  const conversation = markReceived(receiving.conversation, sender.id, piece.seq);
  const unread = piece.type === 'text' ? [...conversation.unread, piece.id] : conversation.unread;
  receiving.conversation = { ...conversation, unread };
  return true;
}

function oweReceipt(conversation: ConversationRecord, id: MessageId): ConversationRecord {
  if (conversation.owedDelivered.includes(id)) return conversation;
  return { ...conversation, owedDelivered: [...conversation.owedDelivered, id] };
}
