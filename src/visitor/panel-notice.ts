import { html, nothing, type TemplateResult } from 'lit';
import type { VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import { findErrorText } from '../words/find-error-text.js';
import type { Words } from '../words/en/conversation.js';
import type { DetailsWords } from '../words/en/details.js';

/** What stands in place of a conversation that was erased, or does not open. */
export function panelNotice(
  { phase, error }: VisitorState,
  words: Words & DetailsWords,
  ask: (request: VisitorRequest) => void,
): TemplateResult {
  const again = (label: string): TemplateResult =>
    html`<button
      type="button"
      class="main"
      @click=${() => {
        ask({ type: 'retry' });
      }}
    >
      ${label}
    </button>`;
  if (phase === 'erased')
    return html`<div class="middle" role="status">
      <h3>${words.erased}</h3>
      <p class="fact">${words.erasedHelp}</p>
      ${again(words.writeAgain)}
    </div>`;
  const code = error?.code ?? 'app-unavailable';
  const [what, help] = findErrorText(code, words, words);
  return html`<div class="middle" role="alert">
    <h3>${what}</h3>
    <p class="fact">${help}</p>
    ${
      error?.href
        ? html`<a class="main" href=${error.href} target="_blank" rel="noopener">${words.elsewhere}</a>`
        : error?.canRetry
          ? again(words.retry)
          : nothing
    }
    <code class="small-code">${code}</code>
  </div>`;
}
