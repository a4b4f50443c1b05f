/** Sentences of the catalogues: text with `{names}` where something is put, and plurals by the categories of a language. */

/** The names between braces in a sentence. */
export type Names<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** A sentence that has a place for each of `Wanted`, in whatever order its language asks for. */
export type Sentence<Wanted extends string, One extends string = Wanted> = [Wanted] extends [never]
  ? string
  : One extends string
    ? `${string}{${One}}${Sentence<Exclude<Wanted, One>>}`
    : never;

/** Forms of a sentence that counts, one for each category of its language: `Intl.PluralRules` names them. */
export type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & {
  readonly other: Sentence<'count'>;
};

/** What stands in the places of a sentence; one whose places are not known to the compiler takes any. */
export type Values<Text extends string, Value = string> = Readonly<
  Record<string extends Text ? string : Names<Text>, Value>
>;

/** The shape of a catalogue as English has it, for others to fill: the same keys, and the same places in each sentence. */
export type Translated<Catalogue> = Catalogue extends string
  ? Sentence<Names<Catalogue>>
  : Catalogue extends { readonly other: string }
    ? Plural
    : { readonly [Key in keyof Catalogue]: Translated<Catalogue[Key]> };

const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A sentence with its values in place. */
export function format<const Text extends string>(sentence: Text, values: Values<Text>): string {
  return pieces(sentence, values).join('');
}

/** The pieces of a sentence in order, for what is drawn and not said; names among the values are isolated. */
export function pieces<const Text extends string, Value>(
  sentence: Text,
  values: Values<Text, Value>,
): readonly (string | Value | undefined)[] {
  const direction = rightToLeft.test(sentence) ? 'rtl' : 'ltr';
  const known: Readonly<Record<string, Value | undefined>> = values;
  return sentence.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = known[piece];
    return typeof value === 'string' ? isolate(value, direction) : value;
  });
}

/** Keeps a name of the other direction from rearranging the sentence around it. */
export function isolate(name: string, sentence: 'ltr' | 'rtl' = 'ltr'): string {
  return rightToLeft.test(name) === (sentence === 'rtl') ? name : `\u2068${name}\u2069`;
}
