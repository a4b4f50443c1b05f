import { css } from 'lit';

/** Styles of the desk's list. */
export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .search {
    position: relative;
    margin: 0 16px 8px;
  }
  .search svg {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    color: var(--_ink-3);
  }
  input {
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 40px 40px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_surface-2);
    appearance: none;
  }
  input::placeholder {
    color: var(--_ink-3);
    opacity: 1;
  }
  input:focus {
    border-color: var(--_accent-ink);
    outline: 3px solid var(--_accent-soft);
    outline-offset: 0;
  }
  .search kbd {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 12px;
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    background: var(--_surface);
    color: var(--_ink-3);
    font:
      12px/1.5 ui-monospace,
      monospace;
  }
  .scroll {
    --_row: max(62px, 2.9em + 18px);
    flex: 1;
    padding-block-end: 16px;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  h2 {
    display: flex;
    justify-content: space-between;
    block-size: 38px;
    padding: 14px 16px 6px;
    color: var(--_ink-2);
    font-size: 12.5px;
    font-weight: 600;
  }
  /* All rows are of one height, and those that are not seen are not there. */
  ul {
    position: relative;
    block-size: calc(var(--_count) * var(--_row));
  }
  li {
    position: absolute;
    inset-block-start: calc(var(--_place) * var(--_row));
    inset-inline: 0;
    block-size: var(--_row);
  }
  .ruler {
    position: absolute;
    block-size: var(--_row);
    visibility: hidden;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    block-size: 100%;
    padding: 8px 16px;
    border-inline-start: 3px solid transparent;
    text-align: start;
  }
  .row:hover {
    background: var(--_surface-2);
  }
  .row:focus-visible {
    outline-offset: -3px;
  }
  .row[aria-current='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .texts {
    flex: 1;
    min-inline-size: 0;
  }
  .name,
  .page,
  .said {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* A name of the other direction is cut at its own end, but stands on the view's side. */
  .texts:dir(ltr) :is(.name, .said) {
    text-align: left;
  }
  .texts:dir(rtl) :is(.name, .said) {
    text-align: right;
  }
  .name {
    font-weight: 600;
  }
  .last {
    display: flex;
    gap: 5px;
    min-block-size: 1.45em;
    font-size: 13.5px;
  }
  .page {
    flex: 0 1 auto;
    max-inline-size: 45%;
    color: var(--_ink);
  }
  .said {
    flex: 1;
  }
  .side {
    display: grid;
    justify-items: end;
    align-content: center;
    gap: 4px;
    white-space: nowrap;
  }
  .row[aria-current='true'] .meta {
    color: var(--_ink-2);
  }
  .wait {
    padding: 1px 7px;
    border-radius: 6px;
    background: var(--_warning);
    color: var(--_warning-ink);
    font-size: 12px;
    font-weight: 600;
  }
  .count {
    display: grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 5px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 11.5px;
    font-weight: 600;
  }
  .none {
    padding: 24px 16px;
    text-align: center;
  }
  @media (pointer: coarse) {
    input {
      font-size: 16px;
    }
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .row[aria-current='true'] {
      border-color: Highlight;
    }
    input,
    .wait,
    .count {
      border: 1px solid;
    }
  }
`;
