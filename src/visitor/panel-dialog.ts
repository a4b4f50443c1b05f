import { html, nothing, type TemplateResult } from 'lit';
import type { VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import { digitLines } from '../ui/digits.js';
import { dialogParts } from '../ui/parts.js';
import type { Words } from '../words/en/conversation.js';
import type { DetailsWords } from '../words/en/details.js';
import { format } from '../words/format.js';

/** Which question or answer stands over the panel. */
export type PanelDialog = 'safety' | 'shared' | 'erase';

/** Draws a dialog of the panel. `ask` hands a request on, `leave` takes the dialog away. */
export function panelDialog(
  kind: PanelDialog,
  state: VisitorState,
  words: Words & DetailsWords,
  ask: (request: VisitorRequest) => void,
  leave: () => void,
): TemplateResult {
  const business = state.businessName || words.shop;
  const headings = { safety: words.safety, shared: format(words.shared, { business }), erase: words.erase };
  const onErase = (): void => {
    leave();
    ask({ type: 'erase' });
  };
  return html`<secure-chat-dialog
    exportparts=${dialogParts}
    .heading=${headings[kind]}
    .closeLabel=${words.close}
    @close=${leave}
  >
    ${kind === 'safety' ? safety(state, business, words) : kind === 'shared' ? shared(state, words, ask) : nothing}
    ${
      kind === 'erase'
        ? html`<p>${format(words.eraseHelp, { business })}</p>
            <button type="button" slot="actions" class="plain" @click=${leave}>${words.cancel}</button>
            <button type="button" slot="actions" class="main danger" @click=${onErase}>
              ${words.eraseNow}
            </button>`
        : nothing
    }
  </secure-chat-dialog>`;
}

function safety(
  { safety: numbers }: VisitorState,
  business: string,
  words: Words & DetailsWords,
): TemplateResult {
  const group = (name: string, digits: readonly string[]): TemplateResult =>
    html`<div class="numbers">
      <h3 class="fact">${name}</h3>
      <p>${digitLines(digits)}</p>
    </div>`;
  return html`<p class="fact">${format(words.safetyHelp, { business })}</p>
    ${numbers ? [group(business, numbers.business), group(words.you, numbers.visitor)] : nothing}`;
}

function shared(
  { context, sharesContext }: VisitorState,
  words: Words & DetailsWords,
  ask: (request: VisitorRequest) => void,
): TemplateResult {
  if (!context) return html`<p>${words.sharedNothing}</p>`;
  const toggle = html`<button
    type="button"
    slot="actions"
    class="plain"
    @click=${() => {
      ask({ type: 'share-context', on: !sharesContext });
    }}
  >
    ${sharesContext ? words.dontShare : words.share}
  </button>`;
  if (!sharesContext)
    return html`<p>${words.sharedNothing}</p>
      ${toggle}`;
  const facts = [
    { name: words.page, value: context.title },
    { name: words.address, value: context.page },
    ...context.facts,
  ];
  return html`<p class="fact">${words.sharedHelp}</p>
    <dl>
      ${facts.map(
        ({ name, value }) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${value}</dd>`,
      )}
    </dl>
    ${toggle}`;
}
