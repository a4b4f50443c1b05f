import { html, type TemplateResult } from 'lit';

/** Draws something in place of the first `{}` in a sentence, so that a translator may put it where the language wants it. */
export function fill(sentence: string, drawn: unknown): TemplateResult {
  const [before, ...after] = sentence.split('{}');
  return html`${before}${drawn}${after.join('{}')}`;
}
