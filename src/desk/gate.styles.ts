import { css } from 'lit';

/** Styles of the desk before it is open: one quiet column. */
export const gateStyles = css`
  :host {
    display: block;
    block-size: 100%;
    overflow-y: auto;
    background: var(--_surface-2);
  }
  main {
    display: grid;
    align-content: start;
    gap: 16px;
    max-inline-size: 440px;
    margin: 0 auto;
    padding: max(24px, 9vh) 20px 40px;
  }
  .brand {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 12px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .brand svg {
    inline-size: 26px;
    block-size: 26px;
  }
  h1 {
    margin: 0;
    font: 600 24px/1.25 var(--_font);
    overflow-wrap: anywhere;
  }
  .lead {
    color: var(--_ink-2);
  }
  form {
    display: grid;
    gap: 16px;
  }
  label {
    display: grid;
    gap: 6px;
    font-weight: 600;
  }
  input:not([type='checkbox']),
  textarea {
    inline-size: 100%;
    min-block-size: 46px;
    padding: 10px 13px;
    border: 1px solid var(--_ink-3);
    border-radius: var(--_field-radius);
    background: var(--_surface);
    color: var(--_ink);
    font-size: 16px;
    font-weight: 400;
  }
  input:focus-visible,
  textarea:focus-visible {
    border-color: var(--_accent-ink);
    outline: 3px solid var(--_accent-soft);
    outline-offset: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    font-weight: 400;
  }
  .check input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--_accent);
  }
  .advice {
    display: grid;
    gap: 6px;
    margin-block-start: -8px;
    color: var(--_ink-2);
    font-size: 13px;
  }
  .bar {
    block-size: 4px;
    border-radius: 2px;
    background: var(--_surface-3);
    overflow: hidden;
  }
  .bar i {
    display: block;
    block-size: 100%;
    border-radius: 2px;
    background: var(--_accent);
  }
  .bar .empty {
    inline-size: 0;
  }
  .bar .short {
    inline-size: 15%;
  }
  .bar .weak {
    inline-size: 40%;
  }
  .bar .fair {
    inline-size: 70%;
  }
  .fault {
    padding: 10px 14px;
    border-radius: 12px;
    background: var(--_warning);
    color: var(--_warning-ink);
    font-size: 14px;
  }
  .fault p {
    margin: 0;
  }
  .command {
    padding: 12px 14px;
    border-radius: 12px;
    background: var(--_surface-3);
    font:
      14px/1.4 ui-monospace,
      monospace;
    direction: ltr;
    text-align: start;
    user-select: all;
  }
  .center {
    justify-items: center;
    text-align: center;
    text-wrap: balance;
  }
  .told {
    display: grid;
    gap: 8px;
  }
  @media (forced-colors: active) {
    .bar i {
      background: Highlight;
    }
    .fault {
      border: 1px solid;
    }
  }
`;
