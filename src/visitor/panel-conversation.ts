import { html, nothing, type TemplateResult } from 'lit';
import type { VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import type { Language } from '../ui/language.js';
import { composerParts, threadParts } from '../ui/parts.js';
import { strip } from '../ui/strip.js';
import type { Words } from '../words/en/conversation.js';
import type { DetailsController } from './details-controller.js';
import { consentGate, contextLine, routeLine, threadHead, troubleStrip } from './panel-body.js';
import type { PanelSettings } from './panel-settings.js';

/** The conversation itself: trouble where there is some, what was said, and where one writes. */
export function panelConversation(
  state: VisitorState,
  settings: PanelSettings,
  language: Language,
  options: {
    readonly more: DetailsController;
    /** The customer reached for the menu: a load that failed must be told. */
    readonly isReaching: boolean;
    readonly ask: (request: VisitorRequest) => void;
  },
): TemplateResult {
  const { words } = language;
  const { more, isReaching, ask } = options;
  const error = isReaching && more.hasFailed ? unloaded(words, more) : troubleStrip(state, words, more, ask);
  return html`<div role="status">${error}</div>
    <secure-chat-thread
      exportparts=${threadParts}
      .thread=${state}
      .language=${language}
      .answered=${more.answered}
    >
      ${threadHead(settings.greeting || state.greeting, state.businessName, words)}
      ${
        state.away && !state.teamOnline
          ? html`<p slot="tail" class="note fact" part="away"><bdi>${state.away}</bdi> ${words.awayHelp}</p>`
          : nothing
      }
    </secure-chat-thread>
    ${
      state.consent
        ? consentGate(state.consent, words, ask)
        : html`${contextLine(state, state.agent || settings.agentName, words, ask)}
            <div class="footer">
              <secure-chat-composer
                exportparts=${composerParts}
                .draft=${state.draft}
                .language=${language}
              ></secure-chat-composer>
              ${routeLine(state, words)}
              <slot name="legal"></slot>
            </div>`
    }`;
}

/** Code or words did not come, and are fetched again when she asks. */
export function unloaded(words: Words, { retry }: DetailsController): TemplateResult {
  const code = 'app-unavailable';
  return strip({ error: words.errors[code], code, action: words.retry, onAction: retry });
}
