import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderSVG } from 'uqr';
import { isBusinessId } from '../../wire/ids.js';
import type { Counters } from '../counters.js';
import { errorField } from '../log.js';
import type { Log } from '../log.js';
import { answer, answerError, answerJson } from './answer.js';
import { answerApi } from './api.js';
import type { ApiWorld } from './api.js';
import type { Assets } from './assets.js';
import { frontPage } from './front-page.js';
import { chatPage, deskManifest, deskPage, iconSvg } from './pages.js';
import type { Page, PageRequest } from './page.js';
import { cardWarnings } from './readiness.js';

/** What the node's site is made of. */
export interface SiteWorld extends ApiWorld {
  readonly assets: Assets;
  readonly counters: Counters;
  readonly log: Log;
  readonly now: () => number;
  readonly isDraining: () => boolean;
}

/** Answers every HTTP request of the node. */
export function answerRequest(world: SiteWorld, request: IncomingMessage, response: ServerResponse): void {
  world.counters.add('requests');
  const url = requestUrl(request, world.limits.urlBytes);
  if (url === undefined) {
    answerError(response, 414, 'not-found');
    return;
  }
  const failed = (error: unknown): void => {
    world.log('request-failed', { error: errorField(error) });
    if (response.headersSent || response.destroyed) response.destroy();
    else answerError(response, 500, 'request-failed');
  };
  if (url.pathname.startsWith('/v1/')) answerApi(world, request, response, url).catch(failed);
  else
    try {
      answerSite(world, request, response, url);
    } catch (error) {
      failed(error);
    }
}

/** The address of a request; `undefined` where it is longer than any of ours, or none. */
export function requestUrl(request: IncomingMessage, maxBytes: number): URL | undefined {
  const text = request.url ?? '';
  // Only the path and query count: `//host/path` must not become another origin.
  return text.length <= maxBytes && text.startsWith('/') && URL.canParse(`http://node${text}`)
    ? new URL(`http://node${text}`)
    : undefined;
}

function answerSite(world: SiteWorld, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const { assets } = world;
  const { pathname } = url;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    answerError(response, 405, 'method-not-allowed', { Allow: 'GET, HEAD' });
  else if (assets.owns(pathname))
    assets.answer(request, response, () => {
      answerError(response, 404, assets.isBuilt ? 'not-found' : 'not-built');
    });
  else if (pathname === '/')
    answerPage(response, frontPage(pageRequest(world, request), world.businesses.all()));
  else if (pathname === '/desk') answerPage(response, deskPage(pageRequest(world, request)));
  else if (pathname === '/chat') answerChat(world, request, response, url.searchParams);
  else if (pathname === '/chat/qr.svg') answerQr(world, response, url);
  else if (pathname === '/desk/manifest.webmanifest')
    answer(response, 200, 'application/manifest+json', deskManifest());
  else if (pathname === '/icon.svg') answer(response, 200, 'image/svg+xml', iconSvg);
  else if (pathname === '/healthz') answer(response, 200, 'text/plain', 'alive\n');
  else if (pathname === '/readyz') answerReady(world, response);
  else answerError(response, 404, 'not-found');
}

function answerChat(
  world: SiteWorld,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): void {
  const { businesses } = world;
  const id = query.get('b');
  // Without an id it is the first business; an unknown id never leads to another business.
  const business = id === null ? businesses.all()[0] : isBusinessId(id) ? businesses.find(id) : undefined;
  if (business === undefined) answerError(response, 404, 'business-unknown');
  else answerPage(response, chatPage(pageRequest(world, request), business, query));
}

/** The link page as a QR code, for a shop window or a receipt. */
function answerQr({ origins }: SiteWorld, response: ServerResponse, url: URL): void {
  const svg = renderSVG(`${origins.primary}/chat${url.search}`, { border: 4 });
  answer(response, 200, 'image/svg+xml', svg, { 'Content-Security-Policy': "default-src 'none'" });
}

function answerReady({ businesses, now, isDraining }: SiteWorld, response: ServerResponse): void {
  const ready = !isDraining();
  answerJson(response, ready ? 200 : 503, { ready, warnings: cardWarnings(businesses.all(), now()) });
}

function answerPage(response: ServerResponse, { html, headers }: Page): void {
  answer(response, 200, 'text/html', html, headers);
}

function pageRequest({ origins }: SiteWorld, request: IncomingMessage): PageRequest {
  return {
    languages: request.headers['accept-language'],
    isSecure: origins.primary.startsWith('https:'),
  };
}
