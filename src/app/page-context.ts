import type { PageContext } from '../chat/model/thread-state.js';

const maxText = 300;
const maxFacts = 20;
/** How deep a Product may lie: deeper ones would end the stack. */
const maxDepth = 8;

/** Where the page is, and what stands in it. */
export interface Place {
  readonly location: Pick<Location, 'protocol' | 'origin' | 'pathname'>;
  readonly document: Document;
}

/**
 * What the customer's page tells the team: the page's own `context` when it has one, else address, title and schema.org
 * Product. Never query or fragment of the address: they carry tokens.
 */
export function pageContext(
  given: string | object,
  { isLinkPage }: { readonly isLinkPage: boolean },
  { location, document }: Place = window,
): PageContext | undefined {
  // A file's path names whose computer it is on; other pages without HTTP have no address to tell.
  const page = location.protocol.startsWith('http') ? cut(location.origin + location.pathname) : '';
  const title = cut(document.title);
  const own = typeof given === 'string' ? parsed(given) : given;
  if (own) {
    const facts = factsOf(own);
    const named: unknown = Reflect.get(own, 'title');
    return { title: typeof named === 'string' ? cut(named) : title, page, facts };
  }
  // The node's own link page is no place of the shop's: without a context in its address there is nothing to tell.
  if (isLinkPage) return undefined;
  return { title, page, facts: [], ...productOnPage(document) };
}

function factsOf(own: object): PageContext['facts'] {
  const pairs = Object.entries(own).flatMap(([name, value]: [string, unknown]) => {
    const text = name === 'title' ? undefined : textOf(value);
    return text === undefined ? [] : [{ name: cut(name), value: cut(text) }];
  });
  return pairs.slice(0, maxFacts);
}

/** What is no JSON is left out: a circle or a function in the page's object must not cost a customer her chat. */
function textOf(value: unknown): string | undefined {
  try {
    if (value !== null) return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    // Told without it.
  }
  return undefined;
}

function productOnPage(document: Document): Pick<PageContext, 'title' | 'facts'> | undefined {
  const scripts = document.querySelectorAll('script[type="application/ld+json"]');
  return firstOf(scripts, ({ textContent }) => findProduct(parsed(textContent)));
}

function firstOf<One, Found>(all: Iterable<One>, find: (one: One) => Found | undefined): Found | undefined {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

function findProduct(value: unknown, depth = 0): Pick<PageContext, 'title' | 'facts'> | undefined {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return undefined;
  if (Array.isArray(value)) return firstOf(value, one => findProduct(one, depth + 1));
  const thing: Readonly<Record<string, unknown>> = { ...value };
  if (thing['@graph'] !== undefined) return findProduct(thing['@graph'], depth + 1);
  if (![thing['@type']].flat().includes('Product') || typeof thing['name'] !== 'string') return undefined;
  const offer: unknown = [thing['offers']].flat()[0];
  const { price, priceCurrency }: Readonly<Record<string, unknown>> = { ...(offer as object) };
  const currency = typeof priceCurrency === 'string' ? ` ${priceCurrency}` : '';
  const facts = [
    ...fact('Price', typeof price === 'number' ? String(price) : price, currency),
    ...fact('SKU', thing['sku']),
  ];
  return { title: cut(thing['name']), facts };
}

function fact(name: string, value: unknown, unit = ''): PageContext['facts'] {
  return typeof value === 'string' ? [{ name, value: cut(value + unit) }] : [];
}

/** The page's own JSON; what is none counts as absent, as a typing error must not cost a customer her chat. */
function parsed(text: string | null): object | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  // No character takes more than two units: what cannot count is not looked at.
  return Array.from(text.trim().slice(0, 2 * maxText))
    .slice(0, maxText)
    .join('');
}
