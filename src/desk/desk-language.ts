import type { ErrorCode } from '../errors.js';
import type { Catalogues, Language } from '../ui/language.js';
import { en, type Words } from '../words/en/conversation.js';
import type { Fault } from '../words/error-text.js';
import { moreEn, type MoreWords } from '../words/en/details.js';
import { deskEn, type DeskWords } from '../words/en/desk.js';

/** Everything the desk says: the conversation's words with the desk's own beside them. */
export type AllWords = Words & MoreWords & { readonly team: DeskWords };

/** Words and locale of a desk. */
export type DeskLanguage = Language<AllWords>;

/** The desk's languages; who answers reads other lines between the messages than who asks. */
export const deskWords: Catalogues<AllWords> = {
  en: merge(en, moreEn, deskEn),
  de: async () => {
    const [{ de }, { moreDe }, { deskDe }] = await Promise.all([
      import('../words/de/conversation.js'),
      import('../words/de/details.js'),
      import('../words/de/desk.js'),
    ]);
    return merge(de, moreDe, deskDe);
  },
  ar: async () => {
    const [{ ar }, { moreAr }, { deskAr }] = await Promise.all([
      import('../words/ar/conversation.js'),
      import('../words/ar/details.js'),
      import('../words/ar/desk.js'),
    ]);
    return merge(ar, moreAr, deskAr);
  },
};

/** What happened and what to do, for every code. */
export function deskFault(code: ErrorCode, words: AllWords): Fault {
  const faults: Record<ErrorCode, Fault> = {
    ...words.faults,
    ...words.rareFaults,
    ...words.team.teamFaults,
  };
  return faults[code];
}

function merge(words: Words, more: MoreWords, team: DeskWords): AllWords {
  return { ...words, ...more, notice: team.notice, team };
}
