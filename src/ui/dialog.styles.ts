import { css } from 'lit';

/** Styles of a dialog. */
export const dialogStyles = css`
  :host {
    display: contents;
  }
  dialog {
    position: fixed;
    /* Centre of the view in the window, as measured. */
    inset: var(--_y) auto auto var(--_x);
    inline-size: max-content;
    max-inline-size: min(var(--_dialog-width, 344px), calc(100vw - 32px));
    max-block-size: min(600px, calc(100dvh - 32px));
    margin: 0;
    padding: 8px 8px 20px 20px;
    padding-inline: 20px 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
    background: var(--_surface);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    overflow: auto;
    transform: translate(-50%, -50%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.32);
  }
  .header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  h2 {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .body,
  .actions {
    padding-inline-end: 12px;
  }
  .body {
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    padding-block-start: 16px;
  }
`;
