import { css } from 'lit';
import { factsStyles } from '../ui/facts.styles.js';

/** Styles of the side pane, also where it stands in a dialog, and of lists of facts. */
export const sideStyles = css`
  ${factsStyles}
  aside {
    grid-area: side;
    inline-size: 288px;
    padding: 20px 18px;
    border-inline-start: 1px solid var(--_line);
    overflow-y: auto;
  }
  .side h3 {
    margin: 22px 0 8px;
    color: var(--_ink-2);
    font-size: 12.5px;
    font-weight: 600;
  }
  .side h3:first-child {
    margin-block-start: 0;
  }
  dl {
    font-size: 13.5px;
  }
  .digits {
    inline-size: 100%;
    margin: 4px 0 10px;
    padding: 8px 12px;
    border-radius: 12px;
    background: var(--_surface-2);
    font:
      600 15px/1.6 ui-monospace,
      monospace;
    direction: ltr;
    unicode-bidi: isolate;
    text-align: start;
    white-space: pre-line;
  }
  .key-list {
    grid-template-columns: auto 1fr;
    gap: 8px 20px;
    padding-block-start: 4px;
  }
  @media (forced-colors: active) {
    .digits {
      border: 1px solid;
    }
  }
`;
