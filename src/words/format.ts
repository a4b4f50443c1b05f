import { formatter } from './formatters.js';

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Keeps a name of the other direction from rearranging the sentence around it. */
export function isolate(name: string, sentence: 'ltr' | 'rtl' = 'ltr'): string {
  return rightToLeft.test(name) === (sentence === 'rtl') ? name : `\u2068${name}\u2069`;
}

/** The form of a language's plural for a number, with the number in place of `#`. */
export function plural(
  locale: string,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
): string {
  const form = forms[formatter(Intl.PluralRules, locale).select(count)] ?? forms.other;
  return form.replace('#', formatter(Intl.NumberFormat, locale).format(count));
}
