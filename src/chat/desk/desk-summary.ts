/** What the list shows of a conversation, kept in its record so that a row is drawn without its thread. */
import type { ReceivedOpen } from '../../protocol/open.js';
import type { Received } from '../thread/received.js';
import type { ConversationRecord, DeskPart, MessageRecord } from '../store/records.js';

/** A conversation with some of its desk part changed. */
export function withDesk(conversation: ConversationRecord, change: Partial<DeskPart>): ConversationRecord {
  return conversation.desk ? { ...conversation, desk: { ...conversation.desk, ...change } } : conversation;
}

/** A claim counts on its own open only: the last one, on an open long replaced, would else keep everybody from the newest. */
export function claimSeen(
  { openNumber, desk }: ConversationRecord,
  { number, claim }: { readonly number: number; readonly claim: number },
): Partial<DeskPart> {
  return number === openNumber ? { highestClaim: Math.max(desk?.highestClaim ?? 0, claim) } : {};
}

/** What this desk said for the first time, as the list shows it. */
export function withOwn(
  conversation: ConversationRecord,
  said: readonly MessageRecord[],
): ConversationRecord {
  let after = conversation;
  for (const { body, at } of said) {
    if (body.type === 'text')
      after = withDesk(after, {
        lastText: body.text,
        lastIsOwn: true,
        lastAt: at,
        waitingSince: 0,
        isEnded: false,
      });
    else if (body.type === 'end') after = withDesk(after, { isEnded: true, waitingSince: 0 });
  }
  return after;
}

/** The desk's part of a conversation that begins. */
export function newDeskPart(open: ReceivedOpen): DeskPart {
  return {
    visitor: open.visitor.id,
    visitorKey: open.visitor.publicKey,
    context: undefined,
    lastText: '',
    lastIsOwn: false,
    lastAt: 0,
    waitingSince: 0,
    note: '',
    isEnded: false,
    highestClaim: 0,
  };
}

/** A conversation with what came in, as the list shows it. */
export function summarised({ conversation, content }: Received, now: number): ConversationRecord {
  let after = conversation;
  for (const piece of content) {
    if (piece.type === 'context') {
      after = withDesk(after, { context: piece.context });
    } else if (piece.type === 'text') {
      const since = after.desk?.waitingSince ?? 0;
      const waitingSince = since === 0 ? now : since;
      after = withDesk(after, {
        lastText: piece.text,
        lastIsOwn: false,
        lastAt: now,
        waitingSince,
        isEnded: false,
      });
    } else if (piece.type === 'end') {
      after = withDesk(after, { isEnded: true, waitingSince: 0 });
    }
  }
  return after;
}
