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
    text-wrap: balance;
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
    min-block-size: 20px;
    padding: 7px 0 10px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .route svg {
    inline-size: 13px;
    block-size: 13px;
    margin-inline-end: 3px;
    vertical-align: -2px;
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
    text-wrap: balance;
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
    display: grid;
    align-content: end;
    gap: 10px;
    padding: 24px 16px;
  }
  .skeleton i {
    inline-size: 62%;
    block-size: 40px;
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
`;
