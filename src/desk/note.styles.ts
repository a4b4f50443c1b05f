import { css } from 'lit';

/** Styles of the team's note. */
export const noteStyles = css`
  :host {
    display: block;
  }
  .note {
    inline-size: 100%;
    min-block-size: 60px;
    padding: 10px 12px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_warning);
    color: var(--_warning-ink);
    font-size: 14px;
    line-height: 1.4;
    resize: vertical;
    field-sizing: content;
  }
  .note::placeholder {
    color: inherit;
    opacity: 1;
  }
  @media (pointer: coarse) {
    .note {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .note {
      border: 1px solid;
    }
  }
`;
