import { expect } from '@open-wc/testing';
import { pageContext } from '../../src/app/page-context.js';

const address = 'https://juniper.example/shelves/oak';

interface Case {
  readonly is: string;
  readonly url?: string;
  readonly given?: string | object;
  /** Texts of the page's JSON-LD scripts. */
  readonly data?: readonly string[];
  readonly isLinkPage?: boolean;
  readonly shows: ReturnType<typeof pageContext>;
}

function place(url: string, data: readonly string[]): Parameters<typeof pageContext>[2] {
  const page = document.implementation.createHTMLDocument('Juniper');
  for (const text of data) {
    const script = page.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = text;
    page.head.append(script);
  }
  return { location: new URL(url), document: page };
}

const product = {
  '@type': 'Product',
  name: 'Oak shelf',
  sku: 'OAK-1',
  offers: { price: 89, priceCurrency: 'EUR' },
};
const plain = { title: 'Juniper', page: address, facts: [] };
const shelf = {
  title: 'Oak shelf',
  page: address,
  facts: [
    { name: 'Price', value: '89 EUR' },
    { name: 'SKU', value: 'OAK-1' },
  ],
};
const circle: Record<string, unknown> = { cart: '2 items' };
circle['self'] = circle;
const deepJson = '['.repeat(50_000) + ']'.repeat(50_000);

const cases: readonly Case[] = [
  { is: 'a page without data', shows: plain },
  { is: 'a product', data: [JSON.stringify(product)], shows: shelf },
  {
    is: 'a product in a graph',
    data: [JSON.stringify({ '@graph': [{ '@type': 'Person' }, product] })],
    shows: shelf,
  },
  {
    is: 'several products: the first',
    data: [
      JSON.stringify([product, { '@type': 'Product', name: 'Lamp' }]),
      JSON.stringify({ ...product, name: 'Chair' }),
    ],
    shows: shelf,
  },
  {
    is: 'a product of several types',
    data: [JSON.stringify({ ...product, '@type': ['Thing', 'Product'] })],
    shows: shelf,
  },
  {
    is: 'several offers: the first',
    data: [JSON.stringify({ ...product, offers: [product.offers, {}] })],
    shows: shelf,
  },
  {
    is: 'a product without a price',
    data: [JSON.stringify({ '@type': 'Product', name: 'Oak shelf', offers: null })],
    shows: { ...shelf, facts: [] },
  },
  { is: 'a product without a name', data: [JSON.stringify({ '@type': 'Product' })], shows: plain },
  {
    is: 'broken JSON before a product',
    data: ['{"@type": "Product", "name":', '', JSON.stringify(product)],
    shows: shelf,
  },
  { is: 'JSON that is no object', data: ['null', '7', '"Product"'], shows: plain },
  { is: 'JSON that is too deep', data: [deepJson, JSON.stringify(product)], shows: shelf },
  {
    is: 'a huge name, cut at characters',
    data: [JSON.stringify({ '@type': 'Product', name: '😀'.repeat(1_000_000) })],
    shows: { ...plain, title: '😀'.repeat(300) },
  },
  { is: 'a token in query and fragment', url: `${address}?token=secret#key=secret`, shows: plain },
  {
    is: 'a name and a password in the address',
    url: 'https://amir:secret@juniper.example/shelves/oak',
    shows: plain,
  },
  {
    is: 'a huge path',
    url: `https://juniper.example/${'a'.repeat(10_000)}`,
    shows: { ...plain, page: `https://juniper.example/${'a'.repeat(276)}` },
  },
  { is: 'a file', url: 'file:///home/amir/secret.html', shows: { ...plain, page: '' } },
  { is: 'a page without an address', url: 'about:srcdoc', shows: { ...plain, page: '' } },
  { is: 'the node’s link page', isLinkPage: true, data: [JSON.stringify(product)], shows: undefined },
  {
    is: 'a context of the page’s own',
    given: '{"title": "Cart", "items": 2, "none": null}',
    data: [JSON.stringify(product)],
    shows: { ...plain, title: 'Cart', facts: [{ name: 'items', value: '2' }] },
  },
  { is: 'a broken context', given: '{"title": ', shows: plain },
  {
    is: 'an object with a circle and a function in it',
    given: { ...circle, run: () => 1, big: 1n },
    shows: { ...plain, facts: [{ name: 'cart', value: '2 items' }] },
  },
  {
    is: 'a context of many facts',
    given: Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`fact ${String(index)}`, 'x'.repeat(1_000)]),
    ),
    shows: {
      ...plain,
      facts: Array.from({ length: 20 }, (_, index) => ({
        name: `fact ${String(index)}`,
        value: 'x'.repeat(300),
      })),
    },
  },
];

describe('what a page tells the team', () => {
  for (const { is, url = address, given = '', data = [], isLinkPage = false, shows } of cases)
    it(`of ${is}`, () => {
      expect(pageContext(given, { isLinkPage }, place(url, data))).to.deep.equal(shows);
    });

  it('of the page it stands in, where no other is given', () => {
    const context = pageContext('', { isLinkPage: false });
    expect(context?.page).to.equal(location.origin + location.pathname);
    expect(context?.page).not.to.contain('?');
  });
});
