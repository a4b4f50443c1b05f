import type { PeerId } from '../wire/ids.js';
import { formatter } from '../words/formatters.js';
import type { DeskLanguage } from './desk-language.js';

/** How the desk calls a visitor, and how it draws the face: `kind` is its colour, one of eight. */
export interface VisitorName {
  readonly name: string;
  readonly face: string;
  readonly kind: string;
}

/**
 * The visitor's own name, or one in words from the key of the visitor: two visitors of one page are told apart, on every
 * device and in every language of the team. Nobody can choose it, and it proves nothing: a key is made in a moment.
 */
export function visitorName(
  { name, visitor }: { readonly name: string; readonly visitor: PeerId | '' },
  { locale, words: { team } }: DeskLanguage,
): VisitorName {
  const number = numberOf(visitor);
  const { colours, animals, called } = team;
  const kind = `tone tone-${String(number % colours.length)}`;
  // A name of spaces, or of signs that are not seen, is none.
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return { name, face: name, kind };
  const rest = Math.floor(number / colours.length);
  const colour = colours[number % colours.length] ?? '';
  const animal = animals[rest % animals.length] ?? '';
  const tag = 10 + (Math.floor(rest / animals.length) % 90);
  // All are words of the catalogue itself: none has to be kept apart from its sentence.
  const words = called.replace('{colour}', colour).replace('{animal}', animal);
  return {
    name: words.replace('{number}', formatter(Intl.NumberFormat, locale).format(tag)),
    face: words.replace('{number}', ''),
    kind,
  };
}

/** A number from an id (FNV-1a), mixed until each of its bits depends on each character. */
function numberOf(id: string): number {
  let sum = 0x811c9dc5;
  for (const character of id) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  return (sum ^ (sum >>> 13)) >>> 0;
}
