import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from '../errors.js';
import { deskErrorText, type AllWords } from './desk-language.js';

/** What went wrong with a form, and what to do; the place is there before, so that it is read out. */
export function errorNote(code: ErrorCode | undefined, words: AllWords): TemplateResult {
  const [what, help] = code ? deskErrorText(code, words) : [];
  return html`<div role="alert" id="fault">
    ${
      code
        ? html`<div class="fault">
            <p><strong>${what}</strong> ${help}</p>
            <code class="small-code">${code}</code>
          </div>`
        : nothing
    }
  </div>`;
}
