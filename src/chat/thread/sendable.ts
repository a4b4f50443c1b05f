import { SecureChatError } from '../../errors.js';
import { fromText } from '../../wire/bytes.js';
import { maxTextBytes } from '../../wire/limits.js';

/** Room for a text inside one frame once JSON escaped it, in bytes. */
const maxEscapedBytes = 40_000;

/**
 * The text as it is sent: without the empty lines around it, but with the spaces of a pasted table. Fails with
 * `message-empty` or `message-too-long`: told before anything is committed.
 */
export function sendable(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex(isFilled);
  if (first < 0) throw new SecureChatError('message-empty');
  const words = lines.slice(first, lines.findLastIndex(isFilled) + 1).join('\n');
  const isTooLong =
    fromText(words).length > maxTextBytes || fromText(JSON.stringify(words)).length > maxEscapedBytes;
  if (isTooLong) throw new SecureChatError('message-too-long');
  return words;
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}
