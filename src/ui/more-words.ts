import type { ErrorCode } from '../errors.js';
import { faultWords } from './fault-words.js';
import { customerWords, findLanguage, type Catalogues } from './language.js';
import type { MoreWords } from './words/more-en.js';

/** What customers see rarely, in each language. */
export const moreWords: Catalogues<MoreWords> = {
  en: async () => (await import('./words/more-en.js')).moreEn,
  de: async () => (await import('./words/more-de.js')).moreDe,
  ar: async () => (await import('./words/more-ar.js')).moreAr,
};

/** A sentence or two for a code that a customer can meet, in the customer's language. */
export async function explain(code: ErrorCode, lang: string): Promise<string> {
  const [{ words }, more] = await Promise.all([
    findLanguage(customerWords, lang),
    Promise.resolve(findLanguage(moreWords, lang)).catch(() => undefined),
  ]);
  return faultWords(code, words, more?.words).join(' ');
}
