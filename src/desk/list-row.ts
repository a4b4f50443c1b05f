import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ConversationRow } from '../chat/model/desk-state.js';
import { avatar } from '../ui/avatar.js';
import { guarded } from '../ui/guarded.js';
import { format } from '../words/format.js';
import { plural } from '../words/plural.js';
import { formatter } from '../words/formatters.js';
import type { DeskLanguage } from './desk-language.js';
import { minutesSince, shortAge, shortTime } from './duration.js';
import { visitorName } from './visitor-name.js';

/** Where a row stands in its section, and whether Tab goes to it or it is open. */
export interface RowPlace {
  readonly index: number;
  readonly count: number;
  readonly isStop: boolean;
  readonly isOpen: boolean;
}

/** One conversation of the list; one that cannot be drawn says so, and can still be opened. */
export function listItem(
  row: ConversationRow,
  { index, count, isStop, isOpen }: RowPlace,
  now: number,
  language: DeskLanguage,
  onOpen: (event: Event) => void,
): TemplateResult {
  const age = guarded(
    () => ageOf(row, language.locale, now),
    () => '',
  );
  return html`<li data-place=${index} aria-setsize=${count} aria-posinset=${index + 1}>
    <button
      type="button"
      class="row"
      part="row"
      data-id=${String(row.id)}
      tabindex=${isStop ? 0 : -1}
      aria-current=${isOpen ? 'true' : 'false'}
      @click=${onOpen}
    >
      ${guard([row, age, language], () =>
        guarded(
          () => content(row, age, language),
          () =>
            html`<span class="texts"><span class="fact">${language.words.notice.unreadable}</span></span>`,
        ),
      )}
    </button>
  </li>`;
}

/** How long somebody waits, or how old the last word is: what alone of a row changes by itself. */
function ageOf(row: ConversationRow, locale: string, now: number): string {
  return row.waitingSince > 0
    ? shortTime(locale, minutesSince(row.waitingSince, now))
    : shortAge(locale, row.lastAt, now);
}

function content(row: ConversationRow, age: string, language: DeskLanguage): TemplateResult {
  const { locale, words } = language;
  const { team } = words;
  const { name, face, kind } = visitorName(row, language);
  return html`${avatar(face, {
      kind,
      presence: row.visitorOnline ? words.here : words.notHere,
      isHere: row.visitorOnline,
    })}
    <span class="texts">
      <span class="name" dir="auto">${name}</span>
      <span class="last fact">
        ${
          row.pageTitle.trim()
            ? html`<span class="page" dir="auto">${row.pageTitle}</span><span aria-hidden="true">·</span>`
            : nothing
        }
        <span class="said" dir="auto">${lastWord(row, language)}</span>
      </span>
    </span>
    <span class="side">
      ${
        row.waitingSince > 0
          ? html`<span class="wait"
              ><span class="unseen">${format(team.waitingFor, { time: age })}</span
              ><span aria-hidden="true">${age}</span></span
            >`
          : html`<span class="meta">${age}</span>`
      }
      ${
        row.unread
          ? html`<span class="count"
              ><span aria-hidden="true">${formatter(Intl.NumberFormat, locale).format(row.unread)}</span
              ><span class="unseen">${plural(words.lang, words.unread, row.unread)}</span></span
            >`
          : nothing
      }
    </span>`;
}

/** The last text and who said it; a long one is cut, as one line is all there is for it. */
function lastWord(
  { section, lastText, lastIsOwn, colleague }: ConversationRow,
  { words: { team } }: DeskLanguage,
): string {
  const text = lastText.trim().slice(0, 300);
  if (!text || !lastIsOwn) return text;
  return section === 'colleagues' && colleague
    ? format(team.colleagueSaid, { colleague, text })
    : format(team.youSaid, { text });
}
