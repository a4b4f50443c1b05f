import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en, type Words } from '../words/en/conversation.js';

/** Words, and the locale for times and numbers; both of the same language, so that a sentence is never mixed. */
export interface Language<Catalogue = Words> {
  readonly locale: string;
  readonly words: Catalogue;
}

/** Where the words are, by language without region; `en` is what others fall back to. */
export interface Catalogues<Catalogue> {
  readonly en: Catalogue | (() => Promise<Catalogue>);
  readonly [language: string]: Catalogue | (() => Promise<Catalogue>);
}

/** The words of a conversation: English is there, others are loaded alone. */
export const customerWords: Catalogues<Words> = {
  en,
  de: async () => (await import('../words/de/conversation.js')).de,
  ar: async () => (await import('../words/ar/conversation.js')).ar,
};

/** Finds the words for a tag such as `de-AT`: at once where they are there; English where there are none or they do not come. */
export function findLanguage<Catalogue extends object>(
  catalogues: Catalogues<Catalogue>,
  tag: string,
): Language<Catalogue> | Promise<Language<Catalogue>> {
  const base = tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const found = (Object.hasOwn(catalogues, base) && catalogues[base]) || undefined;
  const locale = found ? canonical(tag, base) : 'en';
  const catalogue = found ?? catalogues.en;
  if (typeof catalogue !== 'function') return { words: catalogue, locale };
  return catalogue().then(
    words => ({ words, locale }),
    (error: unknown) => {
      if (base === 'en') throw error;
      return findLanguage(catalogues, 'en');
    },
  );
}

/** Keeps the language of a view: `language` is empty until its words are there. */
export class LanguageController<Catalogue extends object> implements ReactiveController {
  language: Language<Catalogue> | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #catalogues: Catalogues<Catalogue>;
  readonly #find: () => string;
  #tag: string | undefined;

  constructor(host: ReactiveControllerHost, catalogues: Catalogues<Catalogue>, find: () => string) {
    this.#host = host;
    this.#catalogues = catalogues;
    this.#find = find;
    host.addController(this);
  }

  hostUpdate(): void {
    const tag = this.#find();
    if (tag === this.#tag) return;
    this.#tag = tag;
    const found = findLanguage(this.#catalogues, tag);
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
