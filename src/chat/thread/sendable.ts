import { SecureChatError } from '../../errors.js';
import { fromText } from '../../wire/bytes.js';
import { maxTextBytes } from '../../wire/limits.js';

/** Room for a text inside one frame once JSON escaped it, in bytes. */
const maxEscapedBytes = 40_000;

/** The text as it is sent. Fails with `message-empty` or `message-too-long`: told before anything is committed. */
export function sendable(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new SecureChatError('message-empty');
  const isTooLong =
    fromText(trimmed).length > maxTextBytes || fromText(JSON.stringify(trimmed)).length > maxEscapedBytes;
  if (isTooLong) throw new SecureChatError('message-too-long');
  return trimmed;
}
