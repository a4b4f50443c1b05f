import type { ConversationId } from '../../wire/ids.js';
import type { ConversationRecord } from './records.js';

/** A conversation that has not begun. */
export function emptyConversation(id: ConversationId): ConversationRecord {
  return {
    id,
    nextSeq: 1,
    seen: {},
    holder: undefined,
    unread: [],
    owedDelivered: [],
    owedRead: [],
    openNumber: 0,
    nextPre: 1,
    openAt: 0,
    desk: undefined,
  };
}
