import { html, nothing, type TemplateResult } from 'lit';
import type { VisitorState } from '../chat/model/visitor-state.js';
import { avatar } from '../ui/avatar.js';
import { closeIcon, moreIcon, shieldIcon } from '../ui/icons.js';
import type { Words } from '../words/en/conversation.js';
import { format } from '../words/format.js';
import type { PanelSettings } from './panel-settings.js';

/** Who is on the other side, and whether that is certain. */
export function panelHeader(
  state: VisitorState,
  settings: PanelSettings,
  words: Words,
  actions: {
    readonly onMenu: (() => void) | undefined;
    /** Somebody is about to open the menu: the pointer or the focus is on its button. */
    readonly onNearMenu: () => void;
    readonly onClose: (() => void) | undefined;
    /** The open menu. */
    readonly menu: unknown;
  },
): TemplateResult {
  const agent = state.agent || settings.agentName;
  const business = state.businessName;
  const isNamed = agent && business && agent !== business;
  const title = isNamed ? format(words.at, { agent, business }) : agent || business || words.thread;
  const presence = state.teamOnline ? words.here : words.notHere;
  const status = state.isVerified
    ? html`<p class="status fact verified" part="status">${shieldIcon} ${words.verified}</p>`
    : html`<p class="status fact" part="status">${state.phase === 'ready' ? presence : nothing}</p>`;
  return html`<div class="header" part="header">
    <slot name="header">
      ${avatar(agent || business, {
        image: settings.avatar,
        presence: state.phase === 'ready' ? presence : '',
        isHere: state.teamOnline,
      })}
    </slot>
    <div class="who">
      <h2 id="title" part="title">${title}</h2>
      ${status}
    </div>
    ${
      actions.onMenu
        ? html`<div class="menu">
            <button
              type="button"
              id="menu"
              class="icon-button"
              part="menu-button"
              tabindex="0"
              aria-label=${words.menu}
              aria-haspopup="menu"
              aria-expanded=${actions.menu === nothing ? 'false' : 'true'}
              @click=${actions.onMenu}
              @pointerenter=${actions.onNearMenu}
              @focus=${actions.onNearMenu}
            >
              ${moreIcon}
            </button>
            ${actions.menu}
          </div>`
        : nothing
    }
    ${
      actions.onClose
        ? html`<button
            type="button"
            class="icon-button"
            part="close-button"
            aria-label=${words.close}
            @click=${actions.onClose}
          >
            ${closeIcon}
          </button>`
        : nothing
    }
  </div>`;
}
