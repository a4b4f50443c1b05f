import type { Business } from '../businesses.js';
import { escape, page } from './page.js';
import type { Page, PageRequest } from './page.js';

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
  const { name } = business.record.summary;
  return app(request, name, '', { business: business.id, mode: 'visitor', layout: 'page', ...context });
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
  return page(request, { title, head: `${head}${script}`, body, policy, style });
}
