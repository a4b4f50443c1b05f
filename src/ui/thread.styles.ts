import { css } from 'lit';

/** Styles of the thread around its messages. */
export const threadStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .scroll {
    flex: 1;
    display: flex;
    flex-direction: column;
    padding: 12px 16px 4px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  .space {
    flex: 1;
  }
  .day,
  .notice {
    margin: 14px 0 10px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .day::first-letter {
    text-transform: uppercase;
  }
  .earlier {
    align-self: center;
    min-block-size: 44px;
    padding: 0 16px;
    color: var(--_accent-ink);
    font-size: 13px;
    font-weight: 600;
  }
`;
