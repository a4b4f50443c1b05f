import { html, nothing, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';
import { plural } from '../words/plural.js';
import type { AllWords } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

/** No conversation is open: how to begin, who waits, or that nobody does. */
export function emptyPane(
  desk: UnlockedDeskState,
  { lang, team }: AllWords,
  { answerNext }: InboxActions,
): TemplateResult {
  const waiting = desk.rows.filter(row => row.section === 'waiting').length;
  const isFirstRun = !desk.rows.length && !desk.search;
  return html`<section class="empty-pane">
    ${
      isFirstRun
        ? html`<h2>${team.firstRun}</h2>
            <p class="fact">${team.tagHelp}</p>
            <secure-chat-tag .code=${desk.tag} .words=${team}></secure-chat-tag>
            <p class="fact">${team.firstRunHelp}</p>`
        : html`<h2>
              ${waiting ? plural(lang, team.somebodyWaits, waiting) : desk.search ? team.choose : team.nobodyWaits}
            </h2>
            ${
              waiting
                ? html`<button type="button" class="main" @click=${answerNext}>
                    ${team.answerNext} <kbd aria-hidden="true">n</kbd>
                  </button>`
                : desk.search
                  ? nothing
                  : html`<p class="fact">${team.nobodyWaitsHelp}</p>`
            }`
    }
  </section>`;
}
