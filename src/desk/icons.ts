import { svg } from 'lit';
import { icon } from '../ui/icons.js';

export const backIcon = icon(svg`<path d="M16 10H4.5M9.5 4.8 4.5 10l5 5.2"/>`);
export const searchIcon = icon(svg`<circle cx="8.8" cy="8.8" r="5.3"/><path d="m13 13 4 4"/>`);
export const soundIcon = icon(
  svg`<path d="M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13 7.3a4 4 0 0 1 0 5.4M15.3 5a7 7 0 0 1 0 10"/>`,
);
export const muteIcon = icon(svg`<path d="M3.5 8v4h2.7L10 15.5v-11L6.2 8zm9.5.3 3.5 3.5m0-3.5L13 11.8"/>`);
export const infoIcon = icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.3v4.2M10 6.5h0"/>`);
export const keysIcon = icon(
  svg`<path d="M3.5 5.5h13a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM7 12h6M6 8.7h0M10 8.7h0M14 8.7h0"/>`,
);
export const copyIcon = icon(svg`<path d="M8 7.5h7.5v9H8zM12 7.5v-4H4.5v9H8"/>`);
export const launcherIcon = icon(
  svg`<path d="M10 2.8a7.2 7.2 0 1 1-3.5 13.5L3 17.2l.9-3.5A7.2 7.2 0 0 1 10 2.8zm0 4.7a1.3 1.3 0 1 0 .01 0zm0 2.6v2.4"/>`,
);
