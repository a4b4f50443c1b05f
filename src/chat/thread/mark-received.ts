import type { PeerId } from '../../wire/ids.js';
import type { ConversationRecord } from '../store/records.js';

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
