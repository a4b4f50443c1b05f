import { css } from 'lit';

/** Styles of a menu. */
export const menuStyles = css`
  [role='menu'] {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(280px, 100vw - 32px);
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_surface);
    color: var(--_ink);
    box-shadow: var(--_shadow);
  }
  :host([up]) [role='menu'] {
    inset-block: auto 0;
    inset-inline: 8px auto;
  }
  [role='menuitem'] {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 6px 14px;
    border-radius: 10px;
    text-align: start;
    overflow-wrap: anywhere;
  }
  [role='menuitem']:focus-visible {
    outline-offset: -2px;
  }
  [role='menuitem']:is(:hover, :focus) {
    background: var(--_surface-2);
  }
  .danger {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    [role='menuitem']:is(:hover, :focus) {
      outline: 2px solid Highlight;
    }
  }
`;
