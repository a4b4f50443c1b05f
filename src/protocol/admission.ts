/** Proof of an id towards the node (PROTOCOL 13): a stolen proof fits one socket of one origin only. */
import { concat, fromText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import { field } from '../wire/codec.js';
import type { BusinessId, PeerId } from '../wire/ids.js';
import type { Context } from './context.js';
import { businessBytes, peerId } from './ids.js';
import { sign } from './keys.js';
import { verify } from './verify.js';
import type { SigningKey } from './keys.js';

/** What is proven: this id, to this node, on this socket. */
export interface AdmissionClaim {
  /** Origin the socket was opened to: another node cannot pass the challenge on. */
  readonly origin: string;
  readonly business: BusinessId;
  readonly id: PeerId;
  /** The node's 32 bytes. */
  readonly nonce: Bytes;
}

/** Signs a claim for the node. */
export async function proveAdmission(
  ctx: Context,
  key: SigningKey,
  claim: AdmissionClaim,
): Promise<{ key: Bytes; signature: Bytes }> {
  return { key: key.publicKey, signature: await sign(ctx, key, 'admission', encodeClaim(claim)) };
}

/** Whether the key's owner signed the claim and the id is that key's. */
export async function verifyAdmission(
  ctx: Context,
  { key, signature, ...claim }: AdmissionClaim & { key: Bytes; signature: Bytes },
): Promise<boolean> {
  const role = claim.id.startsWith('a') ? 'a' : 'v';
  if ((await peerId(ctx, role, key)) !== claim.id) return false;
  return verify(ctx, key, 'admission', encodeClaim(claim), signature);
}

function encodeClaim({ origin, business, id, nonce }: AdmissionClaim): Bytes {
  return concat(field(fromText(origin)), businessBytes(business), fromText(id), nonce);
}
