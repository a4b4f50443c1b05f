import { css } from 'lit';

/** Styles of `strip`. */
export const stripStyles = css`
  .strip {
    display: flex;
    gap: 12px;
    margin: 10px 12px;
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
