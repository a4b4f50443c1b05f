import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Draws flat line icons of our own on a 20 x 20 grid; they carry no meaning of their own for screen readers. */
export function icon(content: SVGTemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">${content}</svg>`;
}

export const closeIcon = icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`);
export const moreIcon = icon(svg`<path stroke-width="2.6" d="M4.5 10h0M10 10h0M15.5 10h0"/>`);
export const shieldIcon = icon(
  svg`<path d="M10 2.5 4 4.7v4.8c0 3.8 2.5 6.4 6 8 3.5-1.6 6-4.2 6-8V4.7zM7.4 10l1.9 1.9 3.4-3.7"/>`,
);
export const lockIcon = icon(
  svg`<path d="M6 8.5h8a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-4.5a2 2 0 0 1 2-2zm.8 0V6a3.2 3.2 0 0 1 6.4 0v2.5M10 12v1.5"/>`,
);
export const sendIcon = icon(svg`<path d="M10 16V4.5M5 9.3l5-4.8 5 4.8"/>`);
export const clockIcon = icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.6 1.6"/>`);
export const sentIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`);
export const readIcon = icon(svg`<path d="m2 10.5 3.7 3.7 7.3-8M10.2 13.8l.5.4 7.3-8"/>`);
export const routeIcon = icon(svg`<path d="M2.5 10h15M6 6.5 2.5 10 6 13.5M14 6.5l3.5 3.5-3.5 3.5"/>`);
