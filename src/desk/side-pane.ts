import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { DeskThread } from '../chat/model/desk-state.js';
import { digitLines } from '../ui/digits.js';
import type { DeskLanguage } from './desk-language.js';
import type { InboxActions } from './inbox-actions.js';

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
        .conversation=${thread.id}
        .note=${thread.note}
        .label=${team.note}
        .help=${team.noteHelp}
        .ask=${actions.ask}
      ></secure-chat-note>`,
    )}
    <h3>${team.safety}</h3>
    ${group(team.ofVisitor, thread.safety.visitor)}${group(team.ofBusiness, thread.safety.business)}
    <p class="fact">${team.safetyHelp}</p>
  </div>`;
}

function page(thread: DeskThread, { locale, words }: DeskLanguage): TemplateResult {
  const { context, language } = thread;
  const facts = [
    ...(context
      ? [
          { name: words.page, value: context.title },
          { name: words.address, value: shortAddress(context.page) },
          ...context.facts,
        ]
      : []),
    ...(language ? [{ name: words.team.language, value: languageName(language, locale) }] : []),
  ].filter(({ value }) => value);
  return html`${context ? nothing : html`<p class="fact">${words.team.nothingShared}</p>`}
    <dl>
      ${facts.map(
        ({ name, value }) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${value}</dd>`,
      )}
    </dl>`;
}

/** The path is what differs; the origin is the shop's own. */
function shortAddress(page: string): string {
  return URL.canParse(page) ? decodeURI(new URL(page).pathname) : page;
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
