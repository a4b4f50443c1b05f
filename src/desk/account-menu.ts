import { html, nothing, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';
import { avatar } from '../ui/avatar.js';
import { menuParts } from '../ui/parts.js';
import type { AllWords } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

/** The agent's own face; behind it everything that is not a conversation. */
export function accountMenu(
  desk: UnlockedDeskState,
  words: AllWords,
  place: { readonly isOpen: boolean; readonly isRail: boolean },
  { ask, show }: InboxActions,
): TemplateResult {
  const { team } = words;
  const { isOpen, isRail } = place;
  const items = [
    {
      label: desk.hasSound ? team.soundOff : team.soundOn,
      run: () => {
        ask({ type: 'sound', on: !desk.hasSound });
      },
    },
    ...(['tag', 'keys', 'lock'] as const).map(over => ({
      label: team[over],
      run: () => {
        show(over);
      },
    })),
    {
      label: team.remove,
      isDanger: true,
      run: () => {
        show('remove');
      },
    },
  ];
  return html`<div class="menu account">
    <button
      type="button"
      class="face"
      tabindex="0"
      title="${team.account} (m)"
      aria-keyshortcuts="m"
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => {
        show('account');
      }}
    >
      <span class="unseen">${[team.account, desk.memberName].filter(Boolean).join(': ')}</span>
      ${avatar(desk.memberName, {
        presence: desk.isAvailable ? team.available : team.unavailable,
        isHere: desk.isAvailable,
      })}
    </button>
    ${
      isOpen
        ? html`<secure-chat-menu
            exportparts=${menuParts}
            ?up=${isRail}
            .label=${team.account}
            .items=${items}
            @close=${() => {
              show(undefined);
            }}
          ></secure-chat-menu>`
        : nothing
    }
  </div>`;
}
