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
    padding-block: 8px 20px;
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
    background: var(--_scrim);
  }
  .header {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }
  h2 {
    align-self: center;
    padding-block: 8px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .body,
  .actions {
    padding-inline-end: 12px;
  }
  .body {
    padding-block-start: 2px;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    padding-block-start: 16px;
  }
  /* What stands beside the conversation in a wide window is drawn up from the edge of a phone's. */
  @media (max-width: 700px) {
    :host([sheet]) dialog {
      inset: auto 0 0;
      inline-size: 100%;
      max-inline-size: none;
      max-block-size: min(680px, calc(100dvh - 56px));
      padding-block-end: calc(24px + env(safe-area-inset-bottom));
      border-inline: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      transform: none;
    }
  }
`;
