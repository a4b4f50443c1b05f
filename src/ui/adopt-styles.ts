import type { CSSResult, LitElement } from 'lit';

/** Gives an element styles that came late. */
export function adoptStyles({ shadowRoot }: LitElement, { styleSheet }: CSSResult): void {
  if (styleSheet) shadowRoot?.adoptedStyleSheets.push(styleSheet);
}
