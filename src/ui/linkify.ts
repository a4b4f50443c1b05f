import { html, type TemplateResult } from 'lit';

/** Characters that change the direction of text end an address: they could show another one than is opened. */
const address = /\b(?:https?:\/\/|mailto:|tel:)[^\s<>"'\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const schemes: readonly string[] = ['http:', 'https:', 'mailto:', 'tel:'];

/** Cuts a text into words and links; a sender cannot make a link say something else than where it leads. */
export function linkify(text: string): readonly (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(address)) {
    const link = trimEnd(match);
    if (!URL.canParse(link) || !schemes.includes(new URL(link).protocol)) continue;
    pieces.push(
      text.slice(end, index),
      html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow">${link}</a>`,
    );
    end = index + link.length;
  }
  pieces.push(text.slice(end));
  return pieces;
}

/** Leaves out the punctuation of the sentence around, and a bracket that was opened before the address. */
function trimEnd(link: string): string {
  const trimmed = link.replace(/[.,;:!?،؟…]+$/u, '');
  const isClosed = trimmed.endsWith(')') && !trimmed.includes('(');
  return isClosed ? trimEnd(trimmed.slice(0, -1)) : trimmed;
}
