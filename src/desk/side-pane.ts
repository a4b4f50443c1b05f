import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { DeskThread } from '../chat/model/desk-state.js';
import { digitLines } from '../ui/digits.js';
import type { DeskLanguage } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';
import { pagePath } from './page-path.js';

/** What the desk knows beside the words: the page, the team's note, the safety number. */
export function sidePane(thread: DeskThread, language: DeskLanguage, actions: InboxActions): TemplateResult {
  const { team } = language.words;
  const group = (name: string, digits: readonly string[]): TemplateResult =>
    html`<p class="fact">${name}</p>
      <p class="digits">${digitLines(digits)}</p>`;
  return html`<div class="side">
    <h3>${team.onThePage}</h3>
    ${page(thread, language)}
    <h3>${team.note}</h3>
    ${keyed(
      thread.id,
      html`<secure-chat-note
        exportparts="note"
        .note=${thread.note}
        .label=${team.note}
        .help=${team.noteHelp}
        .save=${(text: string) => {
          actions.ask({ type: 'note', conversation: thread.id, text });
        }}
      ></secure-chat-note>`,
    )}
    <h3>${team.safety}</h3>
    ${group(team.ofVisitor, thread.safety.visitor)}${group(team.ofBusiness, thread.safety.business)}
    <p class="fact">${team.safetyHelp}</p>
  </div>`;
}

function page({ context }: DeskThread, { words }: DeskLanguage): TemplateResult {
  const facts = context
    ? [
        { name: words.page, value: context.title },
        { name: words.address, value: pagePath(context.page) },
        ...context.facts,
      ].filter(({ value }) => value.trim())
    : [];
  return html`${facts.length > 0 ? nothing : html`<p class="fact">${words.team.nothingShared}</p>`}
    <dl>
      ${facts.map(
        ({ name, value }) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${value}</dd>`,
      )}
    </dl>`;
}
