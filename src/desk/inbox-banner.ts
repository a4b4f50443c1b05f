import { html, nothing, type TemplateResult } from 'lit';
import type { DeskOpenState } from '../chat/model/desk-state.js';
import { strip } from '../ui/strip.js';
import { plural } from '../words/plural.js';
import { deskFault, type AllWords } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

/** What the whole desk should know now: trouble, or that the business card ends. */
export function notes(
  { trouble, connection, cardEndsInDays }: DeskOpenState,
  words: AllWords,
  { ask }: InboxActions,
): TemplateResult | typeof nothing {
  const code = trouble?.code ?? (connection === 'offline' ? 'node-unreachable' : undefined);
  const onRetry = (): void => {
    ask({ type: 'retry' });
  };
  if (code)
    return strip({
      fault: deskFault(code, words),
      code,
      action: trouble?.href ? words.elsewhere : words.retry,
      href: trouble?.href,
      onAction: (trouble?.canRetry ?? true) ? onRetry : undefined,
    });
  return cardEndsInDays > 0
    ? html`<div class="strip"><p>${plural(words.lang, words.team.cardEnds, cardEndsInDays)}</p></div>`
    : nothing;
}
