import { html, type TemplateResult } from 'lit';
import type { TextItem, ThreadItem } from '../chat/model/thread-state.js';
import { bubble } from './bubble.js';
import { fill } from './fill.js';
import type { Language } from './language.js';

/** Messages of one writer within this time form a group. */
const groupMs = 5 * 60_000;

/** Draws one item of a thread; `next` decides where a group ends. */
export function threadItem(
  item: ThreadItem,
  next: ThreadItem | undefined,
  language: Language,
): TemplateResult {
  switch (item.kind) {
    case 'text':
      return bubble(item, !continues(item, next), language);
    case 'notice':
      return html`<p class="notice fact" part="notice">${language.words.notice(item.notice, item.name)}</p>`;
    case 'context':
      return html`<p class="notice meta" part="notice">
        ${fill(language.words.wroteFrom, html`<bdi>“${item.context.title || item.context.page}”</bdi>`)}
      </p>`;
  }
}

/** An own message that is less far than the next one says so itself: nobody may take it for delivered. */
function continues(item: TextItem, next: ThreadItem | undefined): boolean {
  return (
    next?.kind === 'text' &&
    next.own === item.own &&
    next.author === item.author &&
    next.at - item.at < groupMs &&
    (!item.own || next.delivery === item.delivery)
  );
}
