import { css } from 'lit';

/** What all views share: boxes, focus ring, buttons, text that only screen readers read. */
export const base = css`
  * {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  button,
  input,
  textarea {
    margin: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
    touch-action: manipulation;
  }
  :focus-visible {
    outline: 2px solid var(--_accent-ink);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon-button {
    flex: none;
    display: grid;
    place-items: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    border-radius: 12px;
    color: var(--_ink-2);
  }
  .icon-button:focus-visible {
    outline-offset: -2px;
  }
  .icon-button:hover,
  .plain:hover {
    background: var(--_surface-2);
    color: var(--_ink);
  }
  .main,
  .plain {
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    font-weight: 600;
  }
  .main {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .main.danger {
    background: var(--_danger);
    color: var(--_surface);
  }
  .main:hover {
    filter: brightness(1.06);
  }
  .main:disabled {
    background: var(--_surface-3);
    color: var(--_ink-3);
    cursor: default;
    filter: none;
  }
  .link {
    position: relative;
    padding: 4px 2px;
    margin: -4px -2px;
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  /* Words in a line of text are small, what one presses is not. */
  .link::after {
    position: absolute;
    inset: -9px -4px;
    content: '';
  }
  .fact {
    color: var(--_ink-2);
    font-size: 12.5px;
  }
  .meta {
    color: var(--_ink-3);
    font-size: 11.5px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .main,
    .plain {
      border-color: ButtonText;
    }
  }
`;
