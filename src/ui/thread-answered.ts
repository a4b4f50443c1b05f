import { html, svg, type CSSResult, type TemplateResult } from 'lit';
import { format } from '../words/format.js';
import { plural } from '../words/plural.js';
import type { DetailsWords } from '../words/en/details.js';
import { icon } from './icons.js';
import type { Language } from './language.js';
import { linkify } from './linkify.js';
import { threadAnsweredStyles } from './thread-answered.styles.js';

const downIcon = icon(svg`<path d="M10 4v11.5M5 10.7l5 4.8 5-4.8"/>`);

/** What a thread draws once somebody answered: a customer's first words need none of it, so it comes to her late. */
export interface ThreadAnswered {
  readonly styles: CSSResult;
  /** Finds links in a text. */
  readonly linkify: (text: string) => unknown;
  /** Somebody is writing. */
  readonly typing: (agent: string) => TemplateResult;
  /** What came below the place where one reads. */
  readonly missed: (language: Language, count: number, onClick: () => void) => TemplateResult;
}

/** All of it in the words of one language. */
export function threadAnswered({ typing, newMessages }: DetailsWords): ThreadAnswered {
  return {
    styles: threadAnsweredStyles,
    linkify,
    typing: agent =>
      html`<div class="typing" part="typing">
        <span class="unseen">${format(typing, { agent })}</span><i></i><i></i><i></i>
      </div>`,
    missed: ({ words: { lang } }, count, onClick) =>
      html`<button type="button" class="pill" part="new-messages-button" @click=${onClick}>
        ${plural(lang, newMessages, count)} ${downIcon}
      </button>`,
  };
}
