import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, isText, parseJson } from '../../wire/guards.js';
import { isBusinessId } from '../../wire/ids.js';
import type { BackupAnswer, SetupRequest } from '../../wire/node-messages.js';
import type { Business, Businesses } from '../businesses.js';
import type { Limits } from '../limits.js';
import type { Origins } from '../origins.js';
import { isBackup } from '../relay/client-messages.js';
import type { RegisterStore } from '../store/register-store.js';
import { answerError, answerJson, readBody } from './answer.js';

/** What the JSON API works on. */
export interface ApiWorld {
  readonly businesses: Businesses;
  readonly register: RegisterStore;
  readonly origins: Origins;
  readonly limits: Limits;
}

/** Answers `/v1/…`. */
export async function answerApi(
  world: ApiWorld,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? '';
  const { pathname } = url;
  if (pathname === '/v1/setup') {
    if (method === 'POST') await setUp(world, request, response);
    else answerError(response, 405, 'method-not-allowed', { Allow: 'POST' });
  } else if (pathname !== '/v1/card' && !pathname.startsWith('/v1/backup/')) {
    answerError(response, 404, 'not-found');
  } else if (method !== 'GET' && method !== 'HEAD') {
    answerError(response, 405, 'method-not-allowed', { Allow: 'GET, HEAD' });
  } else if (pathname === '/v1/card') answerCard(world, request, response, url.searchParams.get('b') ?? '');
  else await answerBackup(world, response, pathname.slice('/v1/backup/'.length));
}

function answerCard(world: ApiWorld, request: IncomingMessage, response: ServerResponse, id: string): void {
  const business = isBusinessId(id) ? world.businesses.find(id) : undefined;
  if (business === undefined) answerError(response, 404, 'business-unknown');
  else
    answerJson(response, 200, { card: business.card }, corsHeaders(world, business, request.headers.origin));
}

/** Pages of the sites that the business allows may read the card; no others, and nothing else of the API. */
function corsHeaders(
  { origins }: ApiWorld,
  { record }: Business,
  origin: string | undefined,
): Record<string, string> {
  const { origins: allowed } = record.summary;
  if (origin === undefined) return { Vary: 'Origin' };
  const isAllowed = allowed.length === 0 || allowed.includes(origin) || origins.has(origin);
  return isAllowed ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : { Vary: 'Origin' };
}

async function answerBackup(
  { register, businesses }: ApiWorld,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const found = /^[\w-]{1,64}$/.test(id) ? await register.backup(id) : undefined;
  const business = found && businesses.find(found.business);
  if (found === undefined || business === undefined) {
    answerError(response, 404, 'recovery-wrong');
    return;
  }
  const body: BackupAnswer = {
    business: business.id,
    card: business.card,
    access: business.record.access,
    data: found.data,
  };
  answerJson(response, 200, body);
}

async function setUp(world: ApiWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { limits, businesses, origins } = world;
  const { origin } = request.headers;
  // Another site must not spend a link that its visitor has.
  if (origin !== undefined && !origins.has(origin)) {
    answerError(response, 403, 'origin-refused');
    return;
  }
  const body = await readBody(request, limits.bodyBytes);
  if (body === undefined) {
    answerError(response, 413, 'body-too-large', { Connection: 'close' });
    return;
  }
  const value = parseJson(body);
  if (!isSetupRequest(value, limits)) {
    answerError(response, 400, 'body-malformed');
    return;
  }
  const refusal = await businesses.register(value);
  if (refusal === undefined) answerJson(response, 200, { business: value.business });
  else answerError(response, refusal === 'setup-spent' ? 403 : 422, refusal);
}

function isSetupRequest(value: unknown, limits: Limits): value is SetupRequest {
  return (
    isObject(value) &&
    isText(value['token'], 64) &&
    typeof value['business'] === 'string' &&
    isBusinessId(value['business']) &&
    isText(value['card'], limits.bodyBytes) &&
    isText(value['access'], limits.bodyBytes) &&
    isBackup(value['backup'], limits.backupBytes)
  );
}
