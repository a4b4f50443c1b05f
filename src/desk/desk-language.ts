import type { ErrorCode } from '../errors.js';
import type { Language, Source } from '../ui/language.js';
import { words as en, type Words } from '../words/en/conversation.js';
import { words as deskEn, type DeskWords } from '../words/en/desk.js';
import { words as moreEn, type DetailsWords } from '../words/en/details.js';
import type { ErrorText } from '../words/error-text.js';
import { loadWords } from '../words/languages.js';

/** Everything the desk says: the conversation's words with the desk's own beside them. */
export type AllWords = Words & DetailsWords & { readonly team: DeskWords };

/** Words and locale of a desk. */
export type DeskLanguage = Language<AllWords>;

/** The desk's languages; who answers reads other lines between the messages than who asks. */
export const deskWords: Source<AllWords> = {
  english: merge(en, moreEn, deskEn),
  load: async language => {
    const [words, more, team] = await Promise.all([
      loadWords(language, 'conversation'),
      loadWords(language, 'details'),
      loadWords(language, 'desk'),
    ]);
    return merge(words, more, team);
  },
};

/** What happened and what to do, for every code. */
export function deskErrorText(code: ErrorCode, words: AllWords): ErrorText {
  const texts: Record<ErrorCode, ErrorText> = {
    ...words.errors,
    ...words.rareErrors,
    ...words.team.teamErrors,
  };
  return texts[code];
}

function merge(words: Words, more: DetailsWords, team: DeskWords): AllWords {
  return { ...words, ...more, notice: team.notice, team };
}
