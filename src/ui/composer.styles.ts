import { css } from 'lit';

/** Styles of the composer. */
export const composerStyles = css`
  :host {
    display: block;
  }
  .composer {
    display: flex;
    align-items: end;
    gap: 6px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 44px;
    /* Five lines and the padding. */
    max-block-size: calc(5lh + 22px);
    padding: 11px 13px;
    border: 1px solid transparent;
    border-radius: var(--_field-radius);
    background: var(--_surface-2);
    color: var(--_ink);
    line-height: 1.35;
    resize: none;
    scrollbar-width: thin;
  }
  textarea::placeholder {
    color: var(--_ink-3);
    opacity: 1;
  }
  textarea:focus {
    border-color: var(--_accent-ink);
    outline: 3px solid var(--_accent-soft);
    outline-offset: 0;
    background: var(--_surface);
  }
  .send {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border-radius: var(--_field-radius);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .send:disabled {
    background: var(--_surface-3);
    color: var(--_ink-3);
    cursor: default;
  }
  .left {
    padding-inline: 4px;
    color: var(--_ink-2);
    font-size: 12.5px;
  }
  .left.over {
    color: var(--_danger);
  }
  /* Phones zoom in on smaller fields. */
  @media (pointer: coarse) {
    textarea {
      font-size: max(16px, 1em);
    }
  }
  @media (forced-colors: active) {
    textarea,
    .send {
      border: 1px solid;
    }
    textarea:focus {
      outline-color: Highlight;
    }
  }
`;
