import type { Words } from './en/conversation.js';
import type { DeskWords } from './en/desk.js';
import type { DetailsWords } from './en/details.js';

/** The languages there are: whoever translates adds a folder of three catalogues, and its name here. */
export const languages: readonly string[] = ['en', 'de', 'ar'];

/** Catalogues by file. */
export interface Catalogues {
  readonly conversation: Words;
  readonly details: DetailsWords;
  readonly desk: DeskWords;
}

/** Loads one catalogue of one of `languages`; the build puts the names of its files here. */
export async function loadWords<Part extends keyof Catalogues>(
  language: string,
  part: Part,
): Promise<Catalogues[Part]> {
  const { words } = (await import(`./${language}/${part}.ts`)) as { readonly words: Catalogues[Part] };
  return words;
}
