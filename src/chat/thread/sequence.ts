import type { PeerId } from '../../wire/ids.js';
import type { ConversationRecord, SeenSeq } from '../store/records.js';

/** The first gap in a sender's content, to ask for. */
export function gapOf(seen: SeenSeq | undefined): { readonly from: number; readonly to: number } | undefined {
  if (!seen || seen.beyond.length === 0) return undefined;
  return { from: seen.upTo + 1, to: Math.min(Math.min(...seen.beyond) - 1, seen.upTo + 500) };
}

/** Marks a place of a sender's content as received. */
export function markReceived(
  conversation: ConversationRecord,
  sender: PeerId,
  seq: number,
): ConversationRecord {
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

/** Marks everything unread as seen and owes the receipts. */
export function markSeen(conversation: ConversationRecord): ConversationRecord {
  return { ...conversation, unread: [], owedRead: [...conversation.owedRead, ...conversation.unread] };
}
