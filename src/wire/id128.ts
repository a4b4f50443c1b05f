import type { ConversationId, MessageId } from './ids.js';

/** Whether a text has the form of a 128-bit id; the last character carries three bits only. */
export function isId128(text: string): text is MessageId & ConversationId {
  return /^[a-z2-7]{25}[aeimquy4]$/.test(text);
}
