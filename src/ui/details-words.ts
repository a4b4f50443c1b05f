import type { ErrorCode } from '../errors.js';
import { faultWords } from '../words/find-error-text.js';
import { customerWords, findLanguage, type Catalogues } from './language.js';
import type { MoreWords } from '../words/en/details.js';

/** What customers see rarely, in each language. */
export const moreWords: Catalogues<MoreWords> = {
  en: async () => (await import('../words/en/details.js')).moreEn,
  de: async () => (await import('../words/de/details.js')).moreDe,
  ar: async () => (await import('../words/ar/details.js')).moreAr,
};

/** A sentence or two for a code that a customer can meet, in the customer's language. */
export async function explain(code: ErrorCode, lang: string): Promise<string> {
  const [{ words }, more] = await Promise.all([
    findLanguage(customerWords, lang),
    Promise.resolve(findLanguage(moreWords, lang)).catch(() => undefined),
  ]);
  return faultWords(code, words, more?.words).join(' ');
}
