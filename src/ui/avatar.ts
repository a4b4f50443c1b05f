import { html, nothing, type TemplateResult } from 'lit';

/** A face, or up to two initials, with a dot for who is there; `presence` is the words for the dot. */
export function avatar(
  name: string,
  options: {
    readonly image?: string;
    readonly presence?: string;
    readonly isHere?: boolean;
    /** Classes of the view's own. */
    readonly kind?: string;
  } = {},
): TemplateResult {
  const { image, presence, isHere, kind = '' } = options;
  return html`<span class="avatar ${kind}" part="avatar"
    >${image ? html`<img src=${image} alt="" />` : html`<span aria-hidden="true">${initials(name)}</span>`}${
      presence
        ? html`<span class="dot ${isHere ? 'here' : ''}"><span class="unseen">${presence}</span></span>`
        : nothing
    }</span
  >`;
}

/** First letters of the first and the last word, whole characters of any script. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(word => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? (name && '?');
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = last ? [firstOf(first, 1), firstOf(last, 1)] : [firstOf(first, 2)];
  return letters.join('').toLocaleUpperCase();
}

function firstOf(word: string, count: number): string {
  return Array.from(word).slice(0, count).join('');
}
