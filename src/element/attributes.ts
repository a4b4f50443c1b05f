/** The attributes of the tag: words are a closed choice with its default first, `false` is a boolean, no words are any text. */
const attributes = {
  business: [],
  server: [],
  mode: ['visitor', 'desk'],
  layout: ['floating', 'inline', 'page'],
  position: ['bottom-end', 'bottom-start'],
  open: false,
  'hidden-launcher': false,
  lang: [],
  dir: [],
  theme: ['auto', 'light', 'dark'],
  route: ['auto', 'direct', 'relay'],
  calls: ['video', 'audio', 'none'],
  greeting: [],
  'agent-name': [],
  avatar: [],
  prechat: [],
  consent: [],
  context: [],
  'identity-token': [],
  'expose-text': false,
} satisfies Readonly<Record<string, readonly string[] | false>>;

/** Name of an attribute of the tag. */
export type AttributeName = keyof typeof attributes;

/** The names, in the order of the table. */
export const attributeNames = Object.keys(attributes) as AttributeName[];

/** The property that mirrors an attribute: `agent-name` becomes `agentName`. */
export function propertyName(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The value of an attribute; a word outside a closed choice counts as the default. */
export function readAttribute(element: Element, name: AttributeName): string | boolean {
  const words: readonly (string | null)[] | false = attributes[name];
  const value = element.getAttribute(name);
  if (!words) return value !== null;
  return (words[0] && !words.includes(value) ? words[0] : value) ?? '';
}

/** Sets or removes an attribute from a property's new value. */
export function writeAttribute(
  element: Element,
  name: AttributeName,
  value: string | boolean | null | undefined,
): void {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : value);
}
