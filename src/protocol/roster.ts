/** The roster (PROTOCOL 3): certificates and boxes of the team; at the node only sealed to the inbox. */
import type { Bytes } from '../wire/bytes.js';
import { isRosterStatement } from '../wire/statements/team.js';
import type { RosterStatement } from '../wire/statements/team.js';
import type { Context } from './context.js';
import { issueStatement, readStatement } from './jws.js';
import type { SigningKey } from './keys.js';

/** Signs a roster. */
export async function issueRoster(
  ctx: Context,
  root: SigningKey,
  { seq, certificates, boxes }: Omit<RosterStatement, 'v'>,
): Promise<string> {
  const statement: RosterStatement = {
    v: 1,
    seq,
    certificates,
    boxes: boxes.map(({ device, ec, kem }) => ({ device, ec, kem })),
  };
  return issueStatement(ctx, root, 'secure-chat-roster', statement);
}

/** The roster in a JWS signed by `root`, or `undefined`. Its certificates are still to be verified one by one. */
export async function verifyRoster(
  ctx: Context,
  root: Bytes,
  jws: string,
): Promise<RosterStatement | undefined> {
  return (await readStatement(ctx, root, 'secure-chat-roster', isRosterStatement, jws))?.statement;
}
