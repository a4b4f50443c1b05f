import { css } from 'lit';

/** Styles of the conversation at the desk, and of its place while none is open. */
export const threadPaneStyles = css`
  .thread-pane {
    grid-area: thread;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .thread-pane header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 71px;
    padding: 12px 20px;
    border-block-end: 1px solid var(--_line);
  }
  .back {
    display: none;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 4px;
    line-height: 1.35;
  }
  .who h2,
  .who span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* A name of the other direction is cut at its own end, but stands on the view's side. */
  .who:dir(ltr) h2 {
    text-align: left;
  }
  .who:dir(rtl) h2 {
    text-align: right;
  }
  .who p {
    display: flex;
    gap: 5px;
  }
  .who span {
    flex: none;
    max-inline-size: 60%;
  }
  .who .page {
    flex: 0 1 auto;
    max-inline-size: none;
  }
  .who h2 {
    font-weight: 600;
  }
  .who h2:focus {
    outline: none;
  }
  .thread-pane secure-chat-desk-thread {
    flex: 1;
  }
  .thread-pane footer {
    padding: 12px 20px 10px;
    border-block-start: 1px solid var(--_line);
  }
  .hints {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 16px;
    padding-block-start: 8px;
  }
  kbd {
    display: inline-block;
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    color: inherit;
    font: 11.5px/1.6 var(--_font);
  }
  .keys kbd:not(:first-child) {
    margin-inline-start: 10px;
  }
  .main kbd {
    border-color: color-mix(in srgb, currentcolor 45%, transparent);
  }
  .way svg {
    inline-size: 13px;
    block-size: 13px;
    vertical-align: -2px;
  }
  .empty-pane {
    grid-column: thread / -1;
    align-self: center;
    justify-self: center;
    display: grid;
    justify-items: center;
    gap: 12px;
    inline-size: 100%;
    max-inline-size: 520px;
    padding: 24px;
    text-align: center;
    text-wrap: balance;
  }
  .empty-pane h2 {
    font-size: 17px;
    font-weight: 600;
  }
  .empty-pane secure-chat-tag {
    inline-size: 100%;
  }
`;
