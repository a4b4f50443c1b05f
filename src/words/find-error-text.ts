import type { ErrorCode } from '../errors.js';
import type { Words } from './en/conversation.js';
import type { ErrorText } from './error-text.js';
import type { DetailsWords } from './en/details.js';

/** What happened and what to do for a code; general words where its own are not loaded or are the team's. */
export function findErrorText(code: ErrorCode, words: Words, more?: DetailsWords): ErrorText {
  const texts: Partial<Record<ErrorCode, ErrorText>> = { ...words.errors, ...more?.rareErrors };
  return texts[code] ?? words.errors['app-unavailable'];
}
