import { html, nothing, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';
import type { DeskLanguage } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

/** The list with what belongs to the whole desk: availability, and the offer of notifications. */
export function listPane(
  desk: UnlockedDeskState,
  language: DeskLanguage,
  account: TemplateResult,
  { ask }: InboxActions,
): TemplateResult {
  const { words } = language;
  const { team } = words;
  return html`<section class="list-pane" aria-label=${team.conversations}>
    <header>
      <h1>${team.conversations}</h1>
      <button
        type="button"
        role="switch"
        class="available"
        part="availability"
        aria-checked=${desk.isAvailable ? 'true' : 'false'}
        title="${team.availability} (a)"
        aria-keyshortcuts="a"
        @click=${() => {
          ask({ type: 'available', on: !desk.isAvailable });
        }}
      >
        <i></i>${desk.isAvailable ? team.available : team.unavailable}
      </button>
      ${account}
    </header>
    <secure-chat-list exportparts="search,list,row" .desk=${desk} .language=${language}>
      ${desk.isDemo ? html`<p class="hint fact">${words.demo}</p>` : nothing}
    </secure-chat-list>
    ${
      desk.notifications === 'off'
        ? html`<p class="hint fact">
            ${team.notify}
            <button
              type="button"
              class="link"
              @click=${() => {
                ask({ type: 'notifications' });
              }}
            >
              ${team.notifyOn}
            </button>
          </p>`
        : nothing
    }
    ${desk.notifications === 'denied' ? html`<p class="hint fact">${team.notifyDenied}</p>` : nothing}
  </section>`;
}
