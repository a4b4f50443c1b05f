import { html, type TemplateResult } from 'lit';
import type { NoticeItem, TextItem, ThreadItem } from '../chat/model/thread-state.js';
import { format } from '../words/format.js';
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
      return html`<p class="notice fact" part="notice">${notice(item, language)}</p>`;
    case 'context':
      return html`<p class="notice meta" part="notice">
        ${fill(language.words.wroteFrom, { page: html`<bdi>“${item.context.title || item.context.page}”</bdi>` })}
      </p>`;
  }
}

function notice(item: NoticeItem, { words }: Language): string {
  const { [item.notice]: sentence, somebody } = words.notice;
  return format(sentence, { agent: item.name || somebody });
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
