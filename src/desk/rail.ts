import { html, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';

import type { DeskWords } from '../words/en/desk.js';
import { keysIcon, launcherIcon, muteIcon, soundIcon } from './icons.js';
import type { InboxActions } from './inbox-actions.js';

/** The dark edge of the desk: what is always at hand. */
export function rail(
  desk: UnlockedDeskState,
  team: DeskWords,
  account: TemplateResult,
  { ask, show }: InboxActions,
): TemplateResult {
  return html`<nav class="rail" part="rail" aria-label=${team.desk}>
    <span class="brand">${launcherIcon}</span>
    <span class="space"></span>
    <button
      type="button"
      class="icon-button"
      aria-label=${team.sound}
      aria-pressed=${desk.hasSound ? 'true' : 'false'}
      title="${team.sound} (s)"
      aria-keyshortcuts="s"
      @click=${() => {
        ask({ type: 'sound', on: !desk.hasSound });
      }}
    >
      ${desk.hasSound ? soundIcon : muteIcon}
    </button>
    <button
      type="button"
      class="icon-button"
      aria-label=${team.keys}
      title="${team.keys} (?)"
      aria-keyshortcuts="?"
      @click=${() => {
        show('keys');
      }}
    >
      ${keysIcon}
    </button>
    ${account}
  </nav>`;
}
