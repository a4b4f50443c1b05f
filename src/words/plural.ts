import type { Plural } from './format.js';
import { formatter } from './formatters.js';

/** The form of a plural for a number. */
export function plural(language: string, forms: Plural, count: number): string {
  const form = forms[formatter(Intl.PluralRules, language).select(count)] ?? forms.other;
  return form.replace('{count}', formatter(Intl.NumberFormat, language).format(count));
}
