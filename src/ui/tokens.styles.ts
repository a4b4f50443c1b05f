import { css } from 'lit';

/**
 * Defaults of all `--secure-chat-*` properties, in one place: views use the private names only.
 * Soft grounds are mixed from the accent, so that one property carries a brand.
 *
 * @cssprop [--secure-chat-accent=light-dark(#0f6b4f, #15805d)] - own messages, main buttons, focus
 * @cssprop [--secure-chat-on-accent=#fff] - text on the accent
 * @cssprop [--secure-chat-accent-ink] - accent as text; default: mixed from the accent
 * @cssprop [--secure-chat-accent-soft] - soft ground; default: mixed from accent and surface
 * @cssprop [--secure-chat-surface=light-dark(#fff, #16191b)] - ground of everything
 * @cssprop [--secure-chat-surface-2=light-dark(#f5f6f4, #1e2225)] - others' messages, fields
 * @cssprop [--secure-chat-surface-3=light-dark(#eceeeb, #282d30)] - what is under the pointer
 * @cssprop [--secure-chat-ink=light-dark(#15191b, #eef1ef)] - text
 * @cssprop [--secure-chat-ink-2=light-dark(#5a6367, #a3adb0)] - facts
 * @cssprop [--secure-chat-ink-3=light-dark(#626c6f, #8b9699)] - times and hints
 * @cssprop [--secure-chat-line=light-dark(#e2e5e2, #2d3336)] - hairlines
 * @cssprop [--secure-chat-danger=light-dark(#b3261e, #ff8a80)] - what cannot be undone
 * @cssprop [--secure-chat-warning=light-dark(#fff4db, #3a2f14)] - ground of trouble
 * @cssprop [--secure-chat-warning-ink=light-dark(#6b4a00, #f3cf7a)] - text of trouble
 * @cssprop [--secure-chat-badge=#c8321f] - unread
 * @cssprop [--secure-chat-online=#1f9d6b] - somebody is there
 * @cssprop [--secure-chat-panel-radius=20px] - corners of the floating panel
 * @cssprop [--secure-chat-bubble-radius=18px] - corners of a message
 * @cssprop [--secure-chat-field-radius=14px] - corners of fields and buttons
 * @cssprop [--secure-chat-shadow] - under panel, menus and dialogs
 * @cssprop [--secure-chat-font-family=system-ui, sans-serif] - typeface
 * @cssprop [--secure-chat-font-size=15px] - text; facts and times follow
 * @cssprop [--secure-chat-offset-block=20px] - distance from the window's edge
 * @cssprop [--secure-chat-offset-inline=20px] - distance from the window's side
 * @cssprop [--secure-chat-z-index=2147483000] - layer on the page
 */
export const tokens = css`
  :host {
    --_accent: var(--secure-chat-accent, light-dark(#0f6b4f, #15805d));
    --_on-accent: var(--secure-chat-on-accent, #fff);
    --_surface: var(--secure-chat-surface, light-dark(#fff, #16191b));
    --_surface-2: var(--secure-chat-surface-2, light-dark(#f5f6f4, #1e2225));
    --_surface-3: var(--secure-chat-surface-3, light-dark(#eceeeb, #282d30));
    --_ink: var(--secure-chat-ink, light-dark(#15191b, #eef1ef));
    --_ink-2: var(--secure-chat-ink-2, light-dark(#5a6367, #a3adb0));
    --_ink-3: var(--secure-chat-ink-3, light-dark(#626c6f, #8b9699));
    --_line: var(--secure-chat-line, light-dark(#e2e5e2, #2d3336));
    --_danger: var(--secure-chat-danger, light-dark(#b3261e, #ff8a80));
    --_warning: var(--secure-chat-warning, light-dark(#fff4db, #3a2f14));
    --_warning-ink: var(--secure-chat-warning-ink, light-dark(#6b4a00, #f3cf7a));
    --_badge: var(--secure-chat-badge, #c8321f);
    --_online: var(--secure-chat-online, #1f9d6b);
    --_accent-soft: var(
      --secure-chat-accent-soft,
      light-dark(
        color-mix(in srgb, var(--_accent) 11%, var(--_surface)),
        color-mix(in srgb, var(--_accent) 27%, var(--_surface))
      )
    );
    --_accent-ink: var(
      --secure-chat-accent-ink,
      light-dark(color-mix(in srgb, var(--_accent) 84%, #000), color-mix(in srgb, var(--_accent) 45%, #fff))
    );
    --_panel-radius: var(--secure-chat-panel-radius, 20px);
    --_bubble-radius: var(--secure-chat-bubble-radius, 18px);
    --_field-radius: var(--secure-chat-field-radius, 14px);
    --_scrim: light-dark(rgb(0 0 0 / 0.32), rgb(0 0 0 / 0.56));
    --_shadow: var(--secure-chat-shadow, 0 1px 2px rgb(16 24 32 / 0.06), 0 12px 40px rgb(16 24 32 / 0.18));
    --_font: var(--secure-chat-font-family, system-ui, sans-serif);
    --_size: var(--secure-chat-font-size, 15px);
    --_block: var(--secure-chat-offset-block, 20px);
    --_inline: var(--secure-chat-offset-inline, 20px);
    --_z: var(--secure-chat-z-index, 2147483000);
  }
`;
