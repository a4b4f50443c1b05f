import { css, html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from '../errors.js';
import { clockIcon } from './icons.js';
import type { Fault } from './words/fault.js';

/** One calm strip: what happened, what is kept and happens next, at most one action. */
export function strip(options: {
  readonly fault: Fault;
  readonly code: ErrorCode;
  readonly action: string;
  readonly href?: string | undefined;
  readonly onAction?: (() => void) | undefined;
}): TemplateResult {
  const { fault, code, action, href, onAction } = options;
  const link = href
    ? html`<a class="link" href=${href} target="_blank" rel="noopener">${action}</a>`
    : html`<button type="button" class="link" @click=${onAction}>${action}</button>`;
  return html`<div class="strip" part="strip">
    ${clockIcon}
    <p>
      <strong>${fault[0]}</strong> ${fault[1]} ${(href ?? onAction) ? link : nothing}
      <code>${code}</code>
    </p>
  </div>`;
}

/** Styles of `strip`. */
export const stripStyles = css`
  .strip {
    display: flex;
    gap: 12px;
    margin: 10px 12px 0;
    padding: 10px 14px;
    border-radius: 12px;
    background: var(--_warning);
    color: var(--_warning-ink);
    font-size: 13px;
    line-height: 1.4;
  }
  .strip .link {
    font-weight: 600;
  }
  .strip code,
  .small-code {
    display: inline-block;
    font:
      11px/1.4 ui-monospace,
      monospace;
    opacity: 0.85;
  }
  @media (forced-colors: active) {
    .strip {
      border: 1px solid;
    }
  }
`;
