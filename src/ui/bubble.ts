import { html, nothing, type TemplateResult } from 'lit';
import type { TextItem } from '../chat/model/thread-state.js';
import { delivery } from './delivery.js';
import type { Language } from './language.js';
import { clockTime } from './time.js';

/** What is the same for all lines of a thread. */
export interface ThreadView {
  readonly language: Language;
  /** Who is on the other side, where the messages do not say it. */
  readonly other: string;
  readonly linkify: (text: string) => unknown;
}

/** One message; the last of a group carries the tail corner, who wrote it, when, and how far it is. */
export function bubble(
  item: TextItem,
  isLast: boolean,
  { language: { locale, words }, other, linkify }: ThreadView,
): TemplateResult {
  const who = item.own ? words.you : item.author || other;
  const time = html`<time part="time" datetime=${new Date(item.at).toISOString()}
    >${clockTime(locale, item.at)}</time
  >`;
  return html`<div
    class="message ${item.own ? 'own' : ''} ${isLast ? 'last' : ''}"
    part="message ${item.own ? 'message-own' : 'message-other'}"
  >
    <span class="unseen">${who}</span>
    <p class="bubble" part="bubble">${linkify(item.text)}</p>
    ${
      isLast
        ? html`<div class="meta">
            ${
              item.own
                ? html`${time} · ${delivery(item.delivery, words.delivery)}`
                : html`${item.author ? html`<bdi aria-hidden="true">${item.author}</bdi> · ` : nothing}${time}`
            }
          </div>`
        : nothing
    }
  </div>`;
}
