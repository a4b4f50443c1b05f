import type { ErrorCode } from '../errors.js';
import type { Words } from './words/en.js';
import type { Fault } from './words/fault.js';
import type { MoreWords } from './words/more-en.js';

/** What happened and what to do for a code; general words where its own are not loaded or are the team's. */
export function faultWords(code: ErrorCode, words: Words, more?: MoreWords): Fault {
  const faults: Partial<Record<ErrorCode, Fault>> = { ...words.faults, ...more?.rareFaults };
  return faults[code] ?? words.faults['app-unavailable'];
}
