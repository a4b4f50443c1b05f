import { css } from 'lit';

/** Styles of what stands in the panel's dialogs: they come with the dialogs. */
export const moreStyles = css`
  .numbers {
    margin-block-start: 12px;
  }
  .numbers p {
    font:
      600 16px/1.6 ui-monospace,
      monospace;
    direction: ltr;
    unicode-bidi: isolate;
    inline-size: fit-content;
    white-space: pre-line;
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 4px 16px;
    margin-block: 10px;
  }
  dt {
    color: var(--_ink-2);
    overflow-wrap: anywhere;
  }
  dd {
    overflow-wrap: anywhere;
  }
  dl:dir(ltr) > dd {
    text-align: left;
  }
  dl:dir(rtl) > dd {
    text-align: right;
  }
`;
