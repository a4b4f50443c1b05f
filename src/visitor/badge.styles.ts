import { css } from 'lit';

/** Styles of the badge. */
export const badgeStyles = css`
  :host {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
  }
  .badge {
    display: grid;
    place-items: center;
    min-inline-size: 22px;
    block-size: 22px;
    padding-inline: 6px;
    border: 2px solid var(--_surface);
    border-radius: 11px;
    background: var(--_badge);
    color: #fff;
    font: 600 12px/1 var(--_font);
  }
`;
