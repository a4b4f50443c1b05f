import { html, nothing, type TemplateResult } from 'lit';
import type { ThreadItem } from '../chat/model/thread-state.js';
import { format } from '../words/format.js';
import { bubble, type ThreadView } from './bubble.js';
import { fill } from './fill.js';
import { guarded } from './guarded.js';
import type { ThreadLine } from './thread-lines.js';

/** Draws one line of a thread; one that cannot be drawn says so. */
export function threadLine({ item, day, isLast }: ThreadLine, view: ThreadView): TemplateResult {
  return html`${day ? html`<h3 class="day meta">${day}</h3>` : nothing}${guarded(
    () => content(item, isLast, view),
    () => notice(view.language.words.notice.unreadable),
  )}`;
}

function content(item: ThreadItem, isLast: boolean, view: ThreadView): TemplateResult | typeof nothing {
  const { words } = view.language;
  switch (item.kind) {
    case 'text':
      return bubble(item, isLast, view);
    case 'notice':
      return notice(format(words.notice[item.notice], { agent: item.name || words.notice.somebody }));
    case 'context': {
      const page = item.context.title.trim() || item.context.page;
      return page
        ? html`<p class="notice meta" part="notice">
            ${fill(words.wroteFrom, { page: html`<bdi>${page}</bdi>` })}
          </p>`
        : nothing;
    }
  }
}

function notice(words: string): TemplateResult {
  return html`<p class="notice fact" part="notice">${words}</p>`;
}
