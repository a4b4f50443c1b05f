import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../errors.js';

/** Why a request failed: a code of the product, or one of HTTP itself. */
export type RequestCode =
  | ErrorCode
  | 'not-found'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'body-malformed'
  | 'request-failed'
  | 'not-built';

type Headers = Readonly<Record<string, string>>;

const common: Headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Headers = {},
): void {
  answer(response, status, 'application/json', JSON.stringify(value), headers);
}

/** Answers with the code of what went wrong. */
export function answerError(
  response: ServerResponse,
  status: number,
  code: RequestCode,
  headers?: Headers,
): void {
  answerJson(response, status, { code }, headers);
}

/** Answers with a text of some type. */
export function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Headers = {},
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    ...common,
    'Content-Type': type.includes('charset') || !type.startsWith('text/') ? type : `${type}; charset=utf-8`,
    'Content-Length': String(bytes.length),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

/** The body of a request, or `undefined` where it is larger than allowed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    // Reading on to the end would let one request cost any amount.
    if (length > maxBytes) return undefined;
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  return bytes.toString('utf8');
}
