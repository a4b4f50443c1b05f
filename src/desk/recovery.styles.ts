import { css } from 'lit';

/** Styles of the recovery code, on the screen and on paper. */
export const recoveryStyles = css`
  main {
    max-inline-size: 620px;
  }
  .sheet {
    display: grid;
    gap: 16px;
    padding: 20px;
    border: 1px solid var(--_line);
    border-radius: 16px;
    background: var(--_surface);
  }
  ol {
    columns: 3;
    direction: ltr;
    counter-reset: word;
  }
  li {
    padding: 5px 0;
    font:
      600 16px/1.5 ui-monospace,
      monospace;
    counter-increment: word;
    break-inside: avoid;
  }
  li::before {
    display: inline-block;
    inline-size: 2ch;
    margin-inline-end: 1.2ch;
    text-align: end;
    color: var(--_ink-3);
    font-weight: 400;
    content: counter(word);
  }
  .codes {
    display: flex;
    align-items: center;
    gap: 16px;
  }
  .codes code {
    display: block;
    color: var(--_ink-2);
    font:
      13px/1.4 ui-monospace,
      monospace;
    overflow-wrap: anywhere;
  }
  .qr {
    inline-size: 128px;
    block-size: 128px;
    border-radius: 8px;
    background: white;
    fill: black;
    stroke: none;
    forced-color-adjust: none;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .row .main {
    flex: 1;
  }
  @media (max-width: 480px) {
    ol {
      columns: 2;
    }
  }
  @media print {
    :host {
      color-scheme: light;
      block-size: auto;
      background: none;
    }
    form {
      display: none;
    }
    .sheet {
      border: 0;
      padding: 0;
    }
  }
`;
