import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { DeskThread } from '../chat/model/desk-state.js';
import type { ConnectionState } from '../chat/model/thread-state.js';
import { avatar } from '../ui/avatar.js';
import { moreIcon, routeIcon } from '../ui/icons.js';
import { composerParts, menuParts, threadParts } from '../ui/parts.js';
import { format } from '../words/format.js';
import type { AllWords, DeskLanguage } from './desk-language.js';
import { backIcon, infoIcon } from './icons.js';
import type { InboxActions, InboxOver } from './inbox-actions.js';
import { visitorName, type VisitorName } from './visitor-name.js';

/** One conversation at the desk: who it is, what was said, and where one answers. */
export function threadPane(
  thread: DeskThread,
  connection: ConnectionState,
  language: DeskLanguage,
  over: InboxOver | undefined,
  actions: InboxActions,
): TemplateResult {
  const { words } = language;
  const { team } = words;
  const visitor = visitorName(thread, language);
  return html`<section class="thread-pane" aria-labelledby="who">
    ${header(thread, visitor, language, over, actions)}
    ${keyed(
      thread.id,
      html`<secure-chat-desk-thread
        exportparts=${threadParts}
        .thread=${thread.isLoading ? undefined : thread}
        .language=${language}
        .other=${visitor.name}
      ></secure-chat-desk-thread>`,
    )}
    <footer>
      ${keyed(
        thread.id,
        html`<secure-chat-composer
          exportparts=${composerParts}
          .draft=${thread.draft}
          .language=${language}
        ></secure-chat-composer>`,
      )}
      <p class="hints meta">
        <span class="keys" aria-hidden="true">
          <kbd>Enter</kbd> ${team.enterSends} <kbd>Shift Enter</kbd> ${team.newLine}
        </span>
        <span class="way" role="status">${routeIcon} ${way(thread.route, connection, words)}</span>
      </p>
    </footer>
  </section>`;
}

function header(
  thread: DeskThread,
  visitor: VisitorName,
  { words }: DeskLanguage,
  over: InboxOver | undefined,
  { ask, show, leave }: InboxActions,
): TemplateResult {
  const { team } = words;
  const page = thread.context?.title.trim();
  const presence = thread.visitorOnline ? words.here : words.notHere;
  const take = (label: string, kind: string): TemplateResult =>
    html`<button
      type="button"
      class=${kind}
      part="take-button"
      title="${label} (t)"
      aria-keyshortcuts="t"
      @click=${() => {
        ask({ type: 'claim', conversation: thread.id });
      }}
    >
      ${label}
    </button>`;
  const items = [
    {
      label: team.end,
      isDanger: true,
      run: () => {
        show('end');
      },
    },
  ];
  return html`<header>
    <button type="button" class="icon-button back" aria-label=${team.back} @click=${leave}>
      ${backIcon}
    </button>
    ${avatar(visitor.face, { kind: visitor.kind, presence, isHere: thread.visitorOnline })}
    <div class="who">
      <h2 id="who" tabindex="-1" dir="auto">${visitor.name}</h2>
      <p class="fact">
        <span>
          ${thread.section === 'colleagues' && thread.colleague ? format(team.withColleague, { colleague: thread.colleague }) : presence}
        </span>
        ${page ? html`<span aria-hidden="true">·</span><span class="page" dir="auto">${page}</span>` : nothing}
      </p>
    </div>
    ${thread.section === 'waiting' ? take(team.take, 'main') : nothing}
    ${thread.section === 'colleagues' ? take(team.takeOver, 'plain') : nothing}
    <button
      type="button"
      class="icon-button details"
      aria-label=${team.details}
      aria-haspopup="dialog"
      @click=${() => {
        show('details');
      }}
    >
      ${infoIcon}
    </button>
    ${
      thread.section === 'yours'
        ? html`<div class="menu">
            <button
              type="button"
              class="icon-button"
              tabindex="0"
              aria-label=${words.menu}
              aria-haspopup="menu"
              aria-expanded=${over === 'actions' ? 'true' : 'false'}
              @click=${() => {
                show('actions');
              }}
            >
              ${moreIcon}
            </button>
            ${
              over === 'actions'
                ? html`<secure-chat-menu
                    exportparts=${menuParts}
                    .label=${words.menu}
                    .items=${items}
                    @close=${() => {
                      show(undefined);
                    }}
                  ></secure-chat-menu>`
                : nothing
            }
          </div>`
        : nothing
    }
  </header>`;
}

/** Which way words go now, or that they wait. */
function way(route: DeskThread['route'], connection: ConnectionState, words: AllWords): string {
  if (connection === 'offline') return words.reconnecting;
  if (connection !== 'online') return words.connecting;
  return { direct: words.direct, relay: words.team.relay, none: words.sealed }[route];
}
