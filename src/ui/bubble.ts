import { css, html, nothing, type TemplateResult } from 'lit';
import type { TextItem } from '../chat/state.js';
import { delivery } from './delivery.js';
import type { Language } from './language.js';
import { linkify } from './linkify.js';
import { clockTime } from './time.js';

/** One message; the last of a group carries the tail corner, who wrote it, when, and how far it is. */
export function bubble(item: TextItem, isLast: boolean, { locale, words }: Language): TemplateResult {
  const who = item.own ? words.you : item.author;
  const time = html`<time part="time" datetime=${new Date(item.at).toISOString()}
    >${clockTime(locale, item.at)}</time
  >`;
  return html`<div
    class="message ${item.own ? 'own' : ''} ${isLast ? 'last' : ''}"
    part="message ${item.own ? 'message-own' : 'message-other'}"
  >
    <span class="unseen">${who}</span>
    <p class="bubble" part="bubble" dir="auto">${linkify(item.text)}</p>
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

/** Styles of `bubble`. */
export const bubbleStyles = css`
  .message {
    display: flex;
    flex-direction: column;
    align-items: start;
    margin-block-start: 2px;
  }
  .message.own {
    align-items: end;
  }
  .message.last {
    margin-block-end: 14px;
  }
  .bubble {
    max-inline-size: min(86%, 560px);
    padding: 8px 13px;
    border-radius: var(--_bubble-radius);
    background: var(--_surface-2);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .own .bubble {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .last .bubble {
    border-end-start-radius: 6px;
  }
  .own.last .bubble {
    border-end-start-radius: var(--_bubble-radius);
    border-end-end-radius: 6px;
  }
  .bubble a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .bubble a:focus-visible {
    outline-color: currentcolor;
  }
  .meta {
    margin: 5px 4px 0;
    overflow-wrap: anywhere;
  }
  .delivery svg {
    inline-size: 13px;
    block-size: 13px;
    margin-inline-start: 2px;
    vertical-align: -2px;
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`;
