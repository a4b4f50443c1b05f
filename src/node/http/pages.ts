import { createHash } from 'node:crypto';
import type { Business } from '../businesses.js';

/** A page of the node's own: its HTML and the policy that fits it. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request says about its page. */
export interface PageRequest {
  /** `Accept-Language` as it came. */
  readonly languages: string | undefined;
  /** Whether the node is behind TLS. */
  readonly isSecure: boolean;
}

const style =
  'body{margin:0;font:16px/1.5 system-ui,sans-serif}main{max-width:40rem;margin:10vh auto;padding:0 1.5rem}code{overflow-wrap:anywhere}';

const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  'media-src blob:',
  "manifest-src 'self'",
];

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);
const maxContextFields = 20;

/** `/desk`: the agents' desk. The business comes from the link or from this browser's store. */
export function deskPage(request: PageRequest): Page {
  const head = '<link rel="manifest" href="/desk/manifest.webmanifest">';
  return app(request, 'Desk', head, { mode: 'desk', layout: 'page' });
}

/** `/chat`: one business's full-window chat; the rest of the query is context, which the customer sees. */
export function chatPage(request: PageRequest, business: Business, query: URLSearchParams): Page {
  const fields = [...query].filter(([name]) => name !== 'b').slice(0, maxContextFields);
  const context = fields.length === 0 ? {} : { context: JSON.stringify(Object.fromEntries(fields)) };
  const { name } = business.record.facts;
  return app(request, name, '', { business: business.id, mode: 'visitor', layout: 'page', ...context });
}

/** `/`: what this node is, for whoever opens its address. */
export function frontPage(request: PageRequest, businesses: readonly Business[]): Page {
  const items = businesses.map(
    ({ id, record }) =>
      `<h1>${escape(record.facts.name)}</h1><p><a href="/chat?b=${id}">Write to us</a></p><p>Fingerprint: <code>${id}</code></p>`,
  );
  const body =
    items.length > 0 ? items.join('') : '<h1>secure-chat</h1><p>No business is set up here yet.</p>';
  return page(request, 'secure-chat', '', `<main>${body}</main>`, ["default-src 'none'", "img-src 'self'"]);
}

/** The desk as an installed app. */
export function deskManifest(): string {
  return JSON.stringify({
    name: 'secure-chat desk',
    short_name: 'Desk',
    start_url: '/desk',
    scope: '/desk',
    display: 'standalone',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
  });
}

/** The node's icon. */
export const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#1f5f4a"/><path d="M16 18h32a4 4 0 0 1 4 4v18a4 4 0 0 1-4 4H31l-11 9v-9h-4a4 4 0 0 1-4-4V22a4 4 0 0 1 4-4z" fill="#fff"/></svg>';

function app(
  request: PageRequest,
  title: string,
  head: string,
  attributes: Readonly<Record<string, string>>,
): Page {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const script = '<script type="module" src="/secure-chat.js"></script>';
  const body = `<secure-chat${written.join('')}></secure-chat><noscript><main>This page needs JavaScript: your browser seals each message itself.</main></noscript>`;
  const policy = [...appPolicy, "require-trusted-types-for 'script'", 'trusted-types lit-html'];
  return page(request, title, `${head}${script}`, body, policy);
}

function page(
  { languages, isSecure }: PageRequest,
  title: string,
  head: string,
  body: string,
  policy: readonly string[],
): Page {
  const language = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})?/i.exec(languages ?? '')?.[0] ?? 'en';
  const direction = rightToLeft.has(language.slice(0, 2)) ? 'rtl' : 'ltr';
  const html = [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">',
    '<meta name="color-scheme" content="light dark"><link rel="icon" href="/icon.svg" type="image/svg+xml">',
    `<title>${escape(title)}</title><style>${style}</style>${head}</head><body>${body}</body></html>`,
  ].join('');
  const styleHash = createHash('sha256').update(style).digest('base64');
  const csp = [
    ...policy,
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    html,
    headers: {
      'Content-Security-Policy': csp.join('; '),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
      ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    },
  };
}

/** Text inside HTML and quoted attributes. */
function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>"]/g, character => entities[character] ?? '');
}
