import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { words as en, type Words } from '../words/en/conversation.js';
import { languages, loadWords } from '../words/languages.js';

/** Words, and the locale for times and numbers; both of the same language, so that a sentence is never mixed. */
export interface Language<Catalogue = Words> {
  readonly locale: string;
  readonly words: Catalogue;
}

/** Where the words of a view come from, for each of `languages`; English is what others fall back to. */
export interface Source<Catalogue> {
  /** Where it is part of the code that draws. */
  readonly english?: Catalogue;
  readonly load: (language: string) => Promise<Catalogue>;
}

/** The words of a conversation: English is there, others are loaded alone. */
export const customerWords: Source<Words> = {
  english: en,
  load: async language => loadWords(language, 'conversation'),
};

/** Finds the words for a tag such as `de-AT`: at once where they are there; English where there are none or they do not come. */
export function findLanguage<Catalogue extends object>(
  source: Source<Catalogue>,
  tag: string,
): Language<Catalogue> | Promise<Language<Catalogue>> {
  const base = tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const language = languages.includes(base) ? base : 'en';
  const locale = language === base ? canonical(tag, base) : 'en';
  if (language === 'en' && source.english) return { words: source.english, locale };
  return source.load(language).then(
    words => ({ words, locale }),
    (error: unknown) => {
      if (language === 'en') throw error;
      return findLanguage(source, 'en');
    },
  );
}

/** Keeps the language of a view: `language` is empty until its words are there. */
export class LanguageController<Catalogue extends object> implements ReactiveController {
  language: Language<Catalogue> | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #source: Source<Catalogue>;
  readonly #find: () => string;
  #tag: string | undefined;

  constructor(host: ReactiveControllerHost, source: Source<Catalogue>, find: () => string) {
    this.#host = host;
    this.#source = source;
    this.#find = find;
    host.addController(this);
  }

  hostUpdate(): void {
    const tag = this.#find();
    if (tag === this.#tag) return;
    this.#tag = tag;
    const found = findLanguage(this.#source, tag);
    if (found instanceof Promise)
      void found.then(language => {
        this.#settle(tag, language);
      });
    else this.#settle(tag, found);
  }

  #settle(tag: string, language: Language<Catalogue>): void {
    if (tag !== this.#tag) return;
    this.language = language;
    this.#host.requestUpdate();
  }
}

/** A tag that `Intl` takes: pages carry all sorts. Without a region the browser's own says how one writes times. */
function canonical(tag: string, base: string): string {
  try {
    const own = navigator.language;
    return (tag === base && own.startsWith(`${base}-`) ? own : Intl.getCanonicalLocales(tag)[0]) ?? base;
  } catch {
    return base;
  }
}
