import { html, nothing, type TemplateResult } from 'lit';
import type { UnlockedDeskState } from '../chat/model/desk-state.js';
import { dialogParts } from '../ui/parts.js';
import { confirmDialog } from './confirm-dialog.js';
import type { DeskLanguage } from './desk-language.js';
import type { InboxActions, InboxOver } from './inbox-actions.js';
import { keyList } from './inbox-shortcuts.js';
import { sidePane } from './side-pane.js';

/** Draws the dialog that stands over the inbox. */
export function inboxOver(
  over: InboxOver | undefined,
  desk: UnlockedDeskState,
  language: DeskLanguage,
  actions: InboxActions,
): TemplateResult | typeof nothing {
  const { words } = language;
  const { team } = words;
  const { thread } = desk;
  const onLeave = (): void => {
    actions.show(undefined);
  };
  const dialog = (heading: string, content: unknown, isSheet = false): TemplateResult =>
    html`<secure-chat-dialog
      exportparts=${dialogParts}
      ?sheet=${isSheet}
      .heading=${heading}
      .closeLabel=${words.close}
      @close=${onLeave}
      >${content}</secure-chat-dialog
    >`;
  const signOut = (erase: boolean) => (): void => {
    actions.ask({ type: 'sign-out', erase });
  };
  switch (over) {
    case 'keys':
      return dialog(team.keys, keyList(team));
    case 'tag':
      return dialog(
        team.tag,
        html`<p class="fact">${team.tagHelp}</p>
          <secure-chat-tag .code=${desk.tag} .words=${team}></secure-chat-tag>`,
      );
    case 'details':
      return thread ? dialog(team.details, sidePane(thread, language, actions), true) : nothing;
    case 'lock':
      return confirmDialog(
        words,
        { heading: team.lock, text: team.lockHelp, action: team.lock },
        { onConfirm: signOut(false), onLeave },
      );
    case 'remove':
      return confirmDialog(
        words,
        { heading: team.remove, text: team.removeHelp, action: team.removeNow, isDanger: true },
        { onConfirm: signOut(true), onLeave },
      );
    case 'end':
      if (thread?.section !== 'yours') return nothing;
      return confirmDialog(
        words,
        { heading: team.end, text: team.endHelp, action: team.end },
        {
          onConfirm: () => {
            actions.ask({ type: 'end', conversation: thread.id });
          },
          onLeave,
        },
      );
    default:
      return nothing;
  }
}
