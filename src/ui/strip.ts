import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from '../errors.js';
import { clockIcon } from './icons.js';
import type { ErrorText } from '../words/error-text.js';

/** One calm strip: what happened, what is kept and happens next, at most one action. */
export function strip(options: {
  readonly error: ErrorText;
  readonly code: ErrorCode;
  readonly action: string;
  readonly href?: string | undefined;
  readonly onAction?: (() => void) | undefined;
}): TemplateResult {
  const { error, code, action, href, onAction } = options;
  const link = href
    ? html`<a class="link" href=${href} target="_blank" rel="noopener">${action}</a>`
    : html`<button type="button" class="link" @click=${onAction}>${action}</button>`;
  return html`<div class="strip" part="strip">
    ${clockIcon}
    <p>
      <strong>${error[0]}</strong> ${error[1]} ${(href ?? onAction) ? link : nothing}
      <code>${code}</code>
    </p>
  </div>`;
}
