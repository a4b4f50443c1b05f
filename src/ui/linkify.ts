import { html, type TemplateResult } from 'lit';

/** How an address begins, and how the next one of a list does. */
const begin = /\b(?:https?:\/\/|mailto:|tel:)/gi;
const next = /[,;](?:https?:\/\/|mailto:|tel:)/iy;
/**
 * What an address is written with: neither white space nor quotes, nor what ends a sentence in another script. Signs that
 * are not seen, or change the direction of text, could show another address than is opened.
 */
const sign = /[^\s\p{C}"<>`|\\‘-‟«»‹›—、。〈-〗！（），．：；？［］｛｝｡-､،؛؟۔।]/uy;
/** Belongs to the sentence where nothing of the address follows. */
const marks = ".,:;!?…'*([{";
const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** No name stands before the host: `https://bank.example@other.example` opens the other one, and so does a sign that looks like a slash. */
const whole =
  /^(?:https?:\/\/(?:[\p{L}\p{M}\p{N}._-]+|\[[\da-f:.]+\])(?::\d+)?(?:[/?#].*)?|mailto:[^@?]+@[^@]+|tel:\+?[\d().-]+)$/iu;

/** Cuts a text into words and links; a sender cannot make a link say something else than where it leads. */
export function linkify(text: string): readonly (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = [];
  let done = 0;
  begin.lastIndex = 0;
  for (let found; (found = begin.exec(text));) {
    const [end, stop] = endOf(text, begin.lastIndex);
    const link = text.slice(found.index, end).replace(/'s$/, '');
    // What is no address is passed over whole: to look into it again costs the square of its length.
    begin.lastIndex = stop;
    if (!whole.test(link) || !URL.canParse(link)) continue;
    pieces.push(
      text.slice(done, found.index),
      html`<a href=${link} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">${link}</a>`,
    );
    done = found.index + link.length;
  }
  pieces.push(text.slice(done));
  return pieces;
}

/** Where an address ends, and where the signs after it do: a bracket that was opened before it is not its own. */
function endOf(text: string, start: number): readonly [end: number, stop: number] {
  const open = new Map<string, number>();
  let end = start;
  let at = start;
  for (;;) {
    sign.lastIndex = next.lastIndex = at;
    const [found = ''] = (!next.test(text) && sign.exec(text)) || [];
    const opener = pairs[found] ?? found;
    const change = opener === found ? 1 : -1;
    const count = (open.get(opener) ?? 0) + change;
    if (!found || count < 0) return [end, at];
    open.set(opener, count);
    at += found.length;
    if (!marks.includes(found)) end = at;
  }
}
