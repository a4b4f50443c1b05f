import type { ErrorCode } from '../errors.js';
import type { DetailsWords } from '../words/en/details.js';
import { findErrorText } from '../words/find-error-text.js';
import { loadWords } from '../words/languages.js';
import { customerWords, findLanguage, type Source } from './language.js';

/** What customers see rarely, in each language. */
export const detailsWords: Source<DetailsWords> = { load: async language => loadWords(language, 'details') };

/** A sentence or two for a code that a customer can meet, in the customer's language. */
export async function explain(code: ErrorCode, lang: string): Promise<string> {
  const [{ words }, more] = await Promise.all([
    findLanguage(customerWords, lang),
    Promise.resolve(findLanguage(detailsWords, lang)).catch(() => undefined),
  ]);
  return findErrorText(code, words, more?.words).join(' ');
}
