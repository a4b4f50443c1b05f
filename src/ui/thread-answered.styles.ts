import { css } from 'lit';

/** Styles of what only somebody's answer brings into a thread. */
export const threadAnsweredStyles = css`
  .bubble a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .bubble a:focus-visible {
    outline-color: currentcolor;
  }
  .typing {
    align-self: start;
    display: flex;
    gap: 4px;
    margin-block-end: 12px;
    padding: 13px 14px;
    border-radius: var(--_bubble-radius);
    border-end-start-radius: 6px;
    background: var(--_surface-2);
  }
  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_ink-3);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .typing i:nth-of-type(2) {
    animation-delay: 0.25s;
  }
  .typing i:nth-of-type(3) {
    animation-delay: 0.5s;
  }
  @keyframes breathe {
    to {
      opacity: 0.35;
    }
  }
  .pill {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 6px;
    inline-size: fit-content;
    min-block-size: 44px;
    margin-inline: auto;
    padding: 0 18px;
    border-radius: 22px;
    background: var(--_ink);
    color: var(--_surface);
    font-size: 13px;
    font-weight: 600;
    box-shadow: var(--_shadow);
  }
  .pill svg {
    inline-size: 16px;
    block-size: 16px;
  }
  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .pill,
    .typing {
      border: 1px solid;
    }
    .typing i {
      background: CanvasText;
    }
  }
`;
