import type { DeskWords } from '../words/en/desk.js';
import { format } from '../words/format.js';

/** What to call a customer: the own name, else the page, else just a visitor. */
export function rowName(
  row: { readonly name: string; readonly pageTitle: string },
  words: DeskWords,
): string {
  return row.name || (row.pageTitle ? format(words.visitorOn, { title: row.pageTitle }) : words.visitor);
}
