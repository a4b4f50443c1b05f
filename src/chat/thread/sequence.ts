import type { ConversationRecord, SeenSeq } from '../store/records.js';

/** The first gap in a sender's content, to ask for. */
export function gapOf(seen: SeenSeq | undefined): { readonly from: number; readonly to: number } | undefined {
  if (!seen || seen.beyond.length === 0) return undefined;
  return { from: seen.upTo + 1, to: Math.min(Math.min(...seen.beyond) - 1, seen.upTo + 500) };
}

/** Marks everything unread as seen and owes the receipts. */
export function markSeen(conversation: ConversationRecord): ConversationRecord {
  return { ...conversation, unread: [], owedRead: [...conversation.owedRead, ...conversation.unread] };
}
