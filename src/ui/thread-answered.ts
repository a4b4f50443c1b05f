import { html, type CSSResult, type TemplateResult } from 'lit';
import { format, plural } from '../words/format.js';
import { downIcon } from './icons.js';
import type { Language } from './language.js';
import { linkify } from './linkify.js';
import { threadAnsweredStyles } from './thread-answered.styles.js';

/** What a thread draws once somebody answered: a customer's first words need none of it, so it comes to her late. */
export interface ThreadAnswered {
  readonly styles: CSSResult;
  /** Finds links in a text. */
  readonly linkify: (text: string) => unknown;
  /** Somebody is writing. */
  readonly typing: (language: Language, agent: string) => TemplateResult;
  /** What came below the place where one reads. */
  readonly missed: (language: Language, count: number, onClick: () => void) => TemplateResult;
}

export const threadAnswered: ThreadAnswered = {
  styles: threadAnsweredStyles,
  linkify,
  typing: ({ words }, agent) =>
    html`<div class="typing" part="typing">
      <span class="unseen">${format(words.typing, { agent })}</span><i></i><i></i><i></i>
    </div>`,
  missed: ({ words }, count, onClick) =>
    html`<button type="button" class="pill" part="new-messages-button" @click=${onClick}>
      ${plural(words.lang, words.newMessages, count)} ${downIcon}
    </button>`,
};
