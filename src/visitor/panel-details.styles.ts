import { css } from 'lit';
import { factsStyles } from '../ui/facts.styles.js';

/** Styles of what stands in the panel's dialogs: they come with the dialogs. */
export const detailsStyles = css`
  ${factsStyles}
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
    margin-block: 10px;
  }
`;
