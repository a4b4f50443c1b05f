import { css } from 'lit';

/** Styles of a list of facts; what is written in the other direction stands on the view's side. */
export const factsStyles = css`
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 4px 16px;
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
