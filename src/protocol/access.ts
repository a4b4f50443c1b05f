/** The access list (PROTOCOL 3): which devices the node admits. Without it any key could claim an `a` id and empty the team's mailbox. */
import type { Bytes } from '../wire/bytes.js';
import { isAccessStatement } from '../wire/statements/team.js';
import type { AccessStatement } from '../wire/statements/team.js';
import type { Context } from './context.js';
import { issueStatement, readStatement } from './jws.js';
import type { SigningKey } from './keys.js';

/** Signs an access list. */
export async function issueAccess(
  ctx: Context,
  root: SigningKey,
  { seq, devices }: Omit<AccessStatement, 'v'>,
): Promise<string> {
  const statement: AccessStatement = { v: 1, seq, devices };
  return issueStatement(ctx, root, 'secure-chat-access', statement);
}

/** The access list in a JWS signed by `root`, or `undefined`. Of two, the higher `seq` counts. */
export async function verifyAccess(
  ctx: Context,
  root: Bytes,
  jws: string,
): Promise<AccessStatement | undefined> {
  return (await readStatement(ctx, root, 'secure-chat-access', isAccessStatement, jws))?.statement;
}
