import { css } from 'lit';

/** Styles of the customer's panel. */
export const panelStyles = css`
  :host {
    display: block;
    block-size: 100%;
    color-scheme: light dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([layout='floating']) {
    position: fixed;
    z-index: var(--_z);
    inset-block-end: var(--_block);
    inset-inline-end: var(--_inline);
    inline-size: min(392px, 100vw - 2 * var(--_inline));
    block-size: min(640px, 100dvh - 2 * var(--_block));
    animation: open 160ms ease-out;
  }
  :host([layout='floating'][position='bottom-start']) {
    inset-inline: var(--_inline) auto;
  }
  :host([layout='page']) {
    position: fixed;
    inset: var(--_view-start, 0) 0 auto;
    block-size: var(--_view-block, 100dvh);
    background: var(--_surface-2);
  }
  :host([layout='page']) .panel {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  @keyframes open {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--_surface);
    color: var(--_ink);
    font: 400 var(--_size) / 1.45 var(--_font);
    -webkit-text-size-adjust: 100%;
    text-align: start;
    overflow: hidden;
  }
  .panel:focus {
    outline: none;
  }
  :host(:is([layout='floating'], [layout='inline'])) .panel {
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
  }
  :host([layout='floating']) .panel {
    box-shadow: var(--_shadow);
  }
  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 70px;
    padding-block: 12px;
    padding-inline: 16px 10px;
    border-block-end: 1px solid var(--_line);
  }
  .menu {
    position: relative;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 8px;
    line-height: 1.35;
  }
  h2 {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .status {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .status.verified {
    color: var(--_accent-ink);
  }
  .status svg {
    inline-size: 15px;
    block-size: 15px;
  }
  @media (max-width: 480px), (max-height: 480px) and (pointer: coarse) {
    :host([layout='floating']) {
      inset: var(--_view-start, 0) 0 auto !important;
      inline-size: auto;
      block-size: var(--_view-block, 100dvh);
    }
    :host([layout='floating']) .panel {
      border: 0;
      border-radius: 0;
    }
    :host(:not([layout='inline'])) .panel {
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host([layout='floating']) {
      animation: none;
    }
  }
`;
