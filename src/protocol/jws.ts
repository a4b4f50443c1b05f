/** Compact JWS of the root key, byte-exact (PROTOCOL 3, RFC 7515): one statement has one form. */
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import { fromText, toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { parseJson } from '../wire/guards.js';
import type { Context } from './context.js';
import { signBytes, verifyBytes } from './keys.js';
import type { SigningKey } from './keys.js';

/** What a statement says it is. */
export type StatementType =
  'secure-chat-card' | 'secure-chat-device' | 'secure-chat-roster' | 'secure-chat-access';

/** A statement whose signature holds. */
export interface SignedStatement<Statement> {
  readonly statement: Statement;
  /** The signed JSON text: two statements of one `seq` are the same when this is. */
  readonly payload: string;
}

/** Signs a statement. */
export async function issueStatement(
  ctx: Context,
  root: SigningKey,
  type: StatementType,
  statement: object,
): Promise<string> {
  const signed = `${header(type)}.${toBase64url(fromText(JSON.stringify(statement)))}`;
  return `${signed}.${toBase64url(await signBytes(ctx, root, fromText(signed)))}`;
}

/** The statement in a JWS signed by `root`, or `undefined`. */
export async function readStatement<Statement>(
  ctx: Context,
  root: Bytes,
  type: StatementType,
  isStatement: (value: unknown) => value is Statement,
  jws: string,
): Promise<SignedStatement<Statement> | undefined> {
  const [head, body, tail, ...more] = jws.split('.');
  if (head !== header(type) || body === undefined || tail === undefined || more.length > 0) return undefined;
  const signed = fromBase64url(tail);
  if (!signed || !(await verifyBytes(ctx, root, fromText(`${head}.${body}`), signed))) return undefined;
  const bytes = fromBase64url(body);
  const payload = bytes && toText(bytes);
  if (payload === undefined) return undefined;
  const statement = parseJson(payload);
  // Duplicate keys, spacing or a BOM: readers could take different things from one signature.
  if (JSON.stringify(statement) !== payload) return undefined;
  return isStatement(statement) ? { statement, payload } : undefined;
}

function header(type: StatementType): string {
  return toBase64url(fromText(`{"alg":"ES256","typ":"${type}"}`));
}
