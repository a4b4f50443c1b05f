import type { ConversationRecord } from '../store/records.js';

/** Marks everything unread as seen and owes the receipts. */
export function markSeen(conversation: ConversationRecord): ConversationRecord {
  return { ...conversation, unread: [], owedRead: [...conversation.owedRead, ...conversation.unread] };
}
