import { css } from 'lit';

/** Styles of the tag to paste. */
export const tagStyles = css`
  :host {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }
  pre {
    margin: 0;
    padding: 12px 14px;
    border-radius: 12px;
    background: var(--_surface-2);
    color: var(--_ink);
    font:
      13px/1.5 ui-monospace,
      monospace;
    direction: ltr;
    text-align: left;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    user-select: all;
  }
  div {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  button {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  button svg {
    inline-size: 18px;
  }
`;
