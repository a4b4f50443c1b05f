import { html, type TemplateResult } from 'lit';
import { pieces, type Values } from '../words/format.js';

/** Draws values in the places of a sentence, so that a translator may put them where the language wants them. */
export function fill<const Text extends string>(
  sentence: Text,
  drawn: Values<Text, unknown>,
): TemplateResult {
  return html`${pieces(sentence, drawn)}`;
}
