import { html, nothing, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';
import { strip } from '../ui/strip.js';
import { plural } from '../words/plural.js';
import { deskErrorText, type AllWords } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

/** What the whole desk should know now: trouble, or that the business card ends. */
export function inboxBanner(
  { error, connection, cardEndsInDays }: UnlockedDeskState,
  words: AllWords,
  { ask }: InboxActions,
): TemplateResult | typeof nothing {
  const code = error?.code ?? (connection === 'offline' ? 'node-unreachable' : undefined);
  const onRetry = (): void => {
    ask({ type: 'retry' });
  };
  if (code)
    return strip({
      error: deskErrorText(code, words),
      code,
      action: error?.href ? words.elsewhere : words.retry,
      href: error?.href,
      onAction: (error?.canRetry ?? true) ? onRetry : undefined,
    });
  return cardEndsInDays > 0
    ? html`<div class="strip"><p>${plural(words.lang, words.team.cardEnds, cardEndsInDays)}</p></div>`
    : nothing;
}
