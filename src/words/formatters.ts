const known = new Map<string, unknown>();

/**
 * A formatter of the browser, made once for a language and its options: one costs as much to make as a thousand numbers
 * cost to write, and a list of conversations would make two for every line.
 */
export function formatter<Options, Formatter>(
  Kind: new (locale: string, options?: Options) => Formatter,
  locale: string,
  options?: Options,
): Formatter {
  const key = Kind.name + locale + JSON.stringify(options);
  // The key names the kind.
  const found = (known.get(key) ?? new Kind(locale, options)) as Formatter;
  known.set(key, found);
  return found;
}
