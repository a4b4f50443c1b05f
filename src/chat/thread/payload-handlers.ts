import type { Content, ContentPayload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { MessageId, PeerId } from '../../wire/ids.js';
import { addNotice, addTheirs } from './received-log.js';
import type { ConversationLog } from './conversation-log.js';
import type { Received, Sender } from './received.js';
import type { ConversationRecord, NoticeBody } from '../store/records.js';
import type { Batch } from '../store/vault.js';

/**
 * Takes the payloads of an authentic frame into the thread: once by `id`, in place by `seq`, receipts owed in the same
 * commit (PROTOCOL 8). What cannot be read is shown as such: its frame was authentic, so it is acknowledged.
 */
export async function receive(
  batch: Batch,
  log: ConversationLog,
  before: ConversationRecord,
  sender: Sender,
  payloads: readonly ReceivedPayload[],
): Promise<Received> {
  let conversation = before;
  let typing: boolean | undefined;
  let transfer: Received['transfer'];
  let rtc: Received['rtc'];
  const content: ContentPayload[] = [];
  const resend: { from: number; to: number }[] = [];
  const take = async (piece: ContentPayload | (Content & NoticeBody)): Promise<boolean> => {
    const isNew = await addTheirs(log, batch, conversation.id, sender, piece);
    // A duplicate is acknowledged again: the first receipt may have been lost.
    conversation = owe(conversation, piece.id);
    if (!isNew) return false;
    conversation = see(conversation, sender.id, piece.seq);
    if (piece.type === 'text') conversation = { ...conversation, unread: [...conversation.unread, piece.id] };
    return true;
  };
  for (const payload of payloads) {
    switch (payload.type) {
      case 'receipt':
        await log.raise(batch, conversation.id, payload.delivered, 'delivered');
        await log.raise(batch, conversation.id, payload.read, 'read');
        break;
      case 'typing':
        typing = payload.on;
        break;
      case 'transfer':
        transfer = payload;
        break;
      case 'rtc':
        rtc = payload;
        break;
      case 'resend':
        resend.push({ from: payload.from, to: payload.to });
        break;
      case 'newer':
      case 'unreadable': {
        const notice = payload.type === 'newer' ? 'newer-version' : 'unreadable';
        const { id, seq, at } = payload;
        if (id && seq && at) await take({ id, seq, at, type: 'notice', notice });
        else
          addNotice(log, batch, conversation.id, `${notice}-${String(before.nextSeq)}`, notice, sender.name);
        break;
      }
      case 'text':
      case 'context':
      case 'end':
      case 'rating':
      case 'product':
      case 'file':
        if (await take(payload)) content.push(payload);
        break;
      default:
        // Calls, files and identities come with the features that speak them.
        break;
    }
  }
  return { from: sender.id, conversation, content, typing, transfer, rtc, resend };
}

function owe(conversation: ConversationRecord, id: MessageId): ConversationRecord {
  if (conversation.owedDelivered.includes(id)) return conversation;
  return { ...conversation, owedDelivered: [...conversation.owedDelivered, id] };
}

function see(conversation: ConversationRecord, sender: PeerId, seq: number): ConversationRecord {
  const { upTo, beyond } = conversation.seen[sender] ?? { upTo: 0, beyond: [] };
  if (seq <= upTo || beyond.includes(seq)) return conversation;
  const all = new Set([...beyond, seq]);
  let end = upTo;
  while (all.delete(end + 1)) end++;
  return {
    ...conversation,
    seen: { ...conversation.seen, [sender]: { upTo: end, beyond: [...all].slice(-500) } },
  };
}
