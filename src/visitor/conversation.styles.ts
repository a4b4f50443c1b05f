import { css } from 'lit';

/** Styles of what stands inside the panel. */
export const conversationStyles = css`
  .demo {
    padding: 5px 16px;
    background: var(--_surface-2);
    text-align: center;
  }
  secure-chat-thread {
    flex: 1;
  }
  .seal {
    max-inline-size: 296px;
    margin: 8px auto 24px;
    text-align: center;
  }
  .seal svg {
    display: block;
    margin: 0 auto 6px;
    color: var(--_accent-ink);
  }
  .note {
    margin-block: 4px 12px;
    overflow-wrap: anywhere;
  }
  .context {
    padding: 6px 16px 8px;
    overflow-wrap: anywhere;
  }
  .context b {
    display: inline-block;
    max-inline-size: 100%;
    color: var(--_ink);
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
  }
  .footer {
    flex: none;
    padding: 10px 12px 0;
    border-block-start: 1px solid var(--_line);
  }
  .route {
    display: flex;
    justify-content: center;
    align-items: center;
    gap: 5px;
    min-block-size: 20px;
    padding: 7px 0 10px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .route span {
    min-inline-size: 0;
  }
  .route svg {
    inline-size: 13px;
    block-size: 13px;
  }
  .middle {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: center;
    align-items: center;
    gap: 10px;
    padding: 24px;
    text-align: center;
    overflow-y: auto;
  }
  .middle h3,
  .consent h3 {
    font-weight: 600;
  }
  .middle a.main {
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }
  .skeleton {
    flex: 1;
    padding: 24px 16px;
  }
  .skeleton i {
    display: block;
    inline-size: 62%;
    block-size: 40px;
    margin-block-end: 10px;
    border-radius: var(--_bubble-radius);
    background: var(--_surface-2);
  }
  .skeleton i:nth-of-type(2) {
    inline-size: 44%;
    margin-inline-start: auto;
  }
  .consent {
    display: grid;
    gap: 8px;
    max-block-size: 50%;
    padding: 14px 16px 16px;
    overflow-y: auto;
  }
  .consent p {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .numbers {
    margin-block-start: 12px;
  }
  .numbers p {
    font:
      600 16px/1.6 ui-monospace,
      monospace;
    direction: ltr;
    unicode-bidi: isolate;
    inline-size: 19ch;
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
