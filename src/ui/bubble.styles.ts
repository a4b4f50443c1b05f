import { css } from 'lit';

/** Styles of `bubble`. */
export const bubbleStyles = css`
  .message {
    display: flex;
    flex-direction: column;
    align-items: start;
    margin-block-start: 2px;
  }
  .message.own {
    align-items: end;
  }
  .message.last {
    margin-block-end: 14px;
  }
  .bubble {
    max-inline-size: min(86%, 560px);
    padding: 8px 13px;
    border-radius: var(--_bubble-radius);
    background: var(--_surface-2);
    /* Heaps of accents would else be drawn over the messages around. */
    overflow: clip;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    /* Each line has a direction of its own, the corners are the view's. */
    unicode-bidi: plaintext;
    text-align: start;
  }
  .own .bubble {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .last .bubble {
    border-end-start-radius: 6px;
  }
  .own.last .bubble {
    border-end-start-radius: var(--_bubble-radius);
    border-end-end-radius: 6px;
  }
  .meta {
    margin: 5px 4px 0;
    overflow-wrap: anywhere;
  }
  .delivery svg {
    inline-size: 13px;
    block-size: 13px;
    margin-inline-start: 2px;
    vertical-align: -2px;
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`;
