import { css } from 'lit';

/** Styles of the desk around its phases. */
export const deskStyles = css`
  :host {
    position: fixed;
    inset: var(--_view-start, 0) 0 auto;
    block-size: var(--_view-block, 100dvh);
    color-scheme: light dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  .desk {
    block-size: 100%;
    background: var(--_surface);
    color: var(--_ink);
    font: 400 var(--_size) / 1.45 var(--_font);
    text-align: start;
  }
  .desk.closed {
    background: var(--_surface-2);
  }
  @media print {
    :host {
      position: static;
      block-size: auto;
    }
  }
`;
