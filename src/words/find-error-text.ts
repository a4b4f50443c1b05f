import type { ErrorCode } from '../errors.js';
import type { Words } from './en/conversation.js';
import type { Fault } from './error-text.js';
import type { MoreWords } from './en/details.js';

/** What happened and what to do for a code; general words where its own are not loaded or are the team's. */
export function faultWords(code: ErrorCode, words: Words, more?: MoreWords): Fault {
  const faults: Partial<Record<ErrorCode, Fault>> = { ...words.faults, ...more?.rareFaults };
  return faults[code] ?? words.faults['app-unavailable'];
}
