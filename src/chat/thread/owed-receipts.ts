import type { Payload } from '../../wire/payload/payload.js';
import type { ConversationRecord } from '../store/records.js';

/** Receipts named in one frame. */
const groupReceipts = 400;

/** Receipts to be sealed, and the conversation that owes them no more. */
export interface OwedReceipts {
  readonly payload: Payload;
  readonly conversation: ConversationRecord;
}

/** Takes as many receipts as one frame names; `undefined` where none are owed. */
export function takeReceipts(conversation: ConversationRecord): OwedReceipts | undefined {
  const { owedDelivered, owedRead } = conversation;
  if (owedDelivered.length + owedRead.length === 0) return undefined;
  return {
    payload: {
      type: 'receipt',
      delivered: owedDelivered.slice(0, groupReceipts),
      read: owedRead.slice(0, groupReceipts),
    },
    conversation: {
      ...conversation,
      owedDelivered: owedDelivered.slice(groupReceipts),
      owedRead: owedRead.slice(groupReceipts),
    },
  };
}
