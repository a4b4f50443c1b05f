import { css } from 'lit';

/** Styles of the open desk. */
export const inboxStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }
  .inbox {
    display: grid;
    grid-template:
      'rail notes notes notes' auto
      'rail list thread side' minmax(0, 1fr) / 64px 320px minmax(0, 1fr) auto;
    block-size: 100%;
    background: var(--_surface);
  }
  .inbox:focus {
    outline: none;
  }
  .notes {
    grid-area: notes;
  }
  .rail {
    grid-area: rail;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding-block: 14px;
    background: color-mix(in srgb, var(--_accent) 30%, black);
  }
  .rail .icon-button {
    color: color-mix(in srgb, white 72%, transparent);
  }
  .rail .icon-button:hover {
    background: color-mix(in srgb, white 14%, transparent);
    color: white;
  }
  .rail :focus-visible {
    outline-color: white;
  }
  .rail .dot {
    border-color: color-mix(in srgb, var(--_accent) 30%, black);
  }
  .brand {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .space {
    flex: 1;
  }
  .menu {
    position: relative;
  }
  .face {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border-radius: 50%;
    font-size: 14px;
  }
  .rail secure-chat-menu {
    position: absolute;
    z-index: 3;
    inset-block-end: 0;
    inset-inline-start: 100%;
    inline-size: 0;
    block-size: 0;
  }
  .list-pane {
    grid-area: list;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-inline-end: 1px solid var(--_line);
  }
  .list-pane header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 11px 16px;
  }
  h1 {
    flex: 1;
    margin: 0;
    min-inline-size: 0;
    font: 700 20px/1.3 var(--_font);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .available {
    display: flex;
    align-items: center;
    gap: 7px;
    min-block-size: 44px;
    padding: 0 14px;
    border: 1px solid var(--_line);
    border-radius: 22px;
    color: var(--_ink-2);
    font-size: 13px;
  }
  .available i {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_ink-3);
  }
  .available[aria-checked='true'] {
    color: var(--_accent-ink);
  }
  .available[aria-checked='true'] i {
    background: var(--_online);
  }
  secure-chat-list {
    flex: 1;
  }
  .hint {
    margin: 0 16px 8px;
  }
  secure-chat-list + .hint {
    margin-block: 8px 12px;
  }
  @media (max-width: 1119px) {
    .inbox {
      grid-template-columns: 64px 320px minmax(0, 1fr) 0;
    }
  }
  @media (min-width: 1120px) {
    .details {
      display: none;
    }
  }
  @media (max-width: 700px) {
    .inbox {
      grid-template:
        'notes' auto
        'list' minmax(0, 1fr) / minmax(0, 1fr);
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
    }
    .list-pane {
      border: 0;
    }
    .has-thread .list-pane,
    .inbox:not(.has-thread) .empty-pane {
      display: none;
    }
    .first-run {
      grid-template-rows: auto auto minmax(0, 1fr);
    }
    .inbox.first-run .empty-pane {
      display: grid;
      grid-column: 1;
    }
    .thread-pane {
      grid-area: list;
    }
    .thread-pane header {
      gap: 4px;
      padding-inline: 8px;
    }
    /* A narrow header still says a whole name. */
    .who h2 {
      display: -webkit-box;
      line-height: 1.25;
      overflow-wrap: anywhere;
      white-space: normal;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .thread-pane footer {
      padding-inline: 12px;
    }
    .back {
      display: grid;
    }
    .back:dir(rtl) svg {
      scale: -1 1;
    }
    .keys {
      display: none;
    }
    .hints {
      justify-content: center;
    }
  }
  @media (forced-colors: active) {
    .rail {
      border-inline-end: 1px solid;
    }
    .available i {
      forced-color-adjust: none;
    }
  }
`;
