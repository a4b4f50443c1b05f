/** What a desk publishes, and whether it counts: only what the root key signed, and never a step back (PROTOCOL 3). */
import type { ErrorCode } from '../errors.js';
import { verifyAccess } from '../protocol/access.js';
import { readCard } from '../protocol/card.js';
import type { VerifiedCard } from '../protocol/card.js';
import { unixSeconds } from '../protocol/context.js';
import type { Context } from '../protocol/context.js';
import { fromBase64url } from '../wire/base64url.js';
import { toText } from '../wire/bytes.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId } from '../wire/ids.js';
import type { Publish } from '../wire/node-messages.js';
import type { BusinessRecord } from './store/register-store.js';

/** Statements and sealed documents as they come from outside. */
export type Publication = Pick<Publish, 'card' | 'access' | 'roster' | 'backup'>;

/** What an older statement means: a desk that offers what it has may be behind, one that publishes may not. */
export type IfOlder = 'ignore' | 'refuse';

/** Statements whose signatures hold; whether they are the newest is still open. */
export interface VerifiedPublication {
  readonly card: VerifiedStatement<BusinessCard> | undefined;
  readonly access: VerifiedStatement<BusinessAccess> | undefined;
  readonly roster: string | undefined;
}

/** A business as it would be, or why not. */
export type Judgement =
  | { readonly ok: true; readonly record: BusinessRecord; readonly isChanged: boolean }
  | { readonly ok: false; readonly code: ErrorCode };

type Verification =
  | { readonly ok: true; readonly verified: VerifiedPublication }
  | { readonly ok: false; readonly code: ErrorCode };

interface VerifiedStatement<Part> {
  readonly seq: number;
  /** The signed text: two statements of one `seq` must not differ in it. */
  readonly payload: string | undefined;
  /** What of the record it decides. */
  readonly part: Part;
}

type BusinessCard = Pick<BusinessRecord, 'card' | 'summary'>;
type BusinessAccess = Pick<BusinessRecord, 'access' | 'accessSeq' | 'devices'>;

const nothingYet = { access: undefined, accessSeq: 0, devices: [], roster: undefined };

/** A `seq` further ahead than this counts as none: visitors refuse such a card, and the desk begins anew (PROTOCOL 3). */
const farthestAheadSeconds = 7 * 86_400;

/** Checks what is signed by the root key: that of the card, or the one that is known already. */
export async function verifyPublication(
  ctx: Context,
  business: BusinessId,
  { card, access, roster }: Publication,
  knownRoot: Bytes | undefined,
): Promise<Verification> {
  const bytes = card === undefined ? undefined : fromBase64url(card);
  if (card !== undefined && bytes === undefined) return refused('card-invalid');
  const read = bytes && (await readCard(ctx, { business, bytes }));
  if (read !== undefined && !read.ok) return read;
  const root = read?.card.root ?? knownRoot;
  if (root === undefined) return refused('business-unknown');
  const list = access === undefined ? undefined : await verifyAccess(ctx, root, access);
  if (access !== undefined && list === undefined) return refused('card-invalid');
  return {
    ok: true,
    verified: {
      card: read && toStatement(read.card),
      access: list && {
        seq: list.seq,
        payload: payloadOf(access),
        part: { access, accessSeq: list.seq, devices: list.devices },
      },
      roster,
    },
  };
}

/** Puts a verified publication over what is kept, if it is no step back. */
export function judgePublication(
  ctx: Context,
  id: BusinessId,
  { card, access, roster }: VerifiedPublication,
  kept: BusinessRecord | undefined,
  older: IfOlder,
): Judgement {
  const now = unixSeconds(ctx);
  const keptCard = kept && { seq: kept.summary.seq, payload: payloadOfCard(kept.card) };
  const keptAccess = kept && { seq: kept.accessSeq, payload: payloadOf(kept.access) };
  const verdicts = [compare(card, keptCard, now), compare(access, keptAccess, now)] as const;
  for (const verdict of verdicts) {
    if (verdict === 'other') return refused('card-invalid');
    if (verdict === 'older' && older === 'refuse') return refused('card-rolled-back');
  }
  const isNewCard = verdicts[0] === 'newer';
  const isNewAccess = verdicts[1] === 'newer';
  const base = isNewCard && card ? { ...(kept ?? nothingYet), id, ...card.part } : kept;
  if (base === undefined) return refused('business-unknown');
  const record = {
    ...base,
    ...(isNewAccess && access ? access.part : {}),
    ...(roster === undefined ? {} : { roster }),
  };
  return { ok: true, record, isChanged: isNewCard || isNewAccess || roster !== undefined };
}

interface Signed {
  readonly seq: number;
  readonly payload: string | undefined;
}

function compare(
  statement: Signed | undefined,
  kept: Signed | undefined,
  now: number,
): 'newer' | 'same' | 'other' | 'older' {
  if (statement === undefined) return 'same';
  const counts = kept !== undefined && kept.seq <= now + farthestAheadSeconds;
  if (!counts || statement.seq > kept.seq) return 'newer';
  if (statement.seq < kept.seq) return 'older';
  return statement.payload === kept.payload ? 'same' : 'other';
}

function toStatement(card: VerifiedCard): VerifiedStatement<BusinessCard> {
  const { seq, issued, expires, name, origins, policy, bytes, payload } = card;
  const summary = { seq, issued, expires, name, origins, retentionDays: policy.retentionDays };
  return { seq, payload, part: { card: bytes, summary } };
}

/** The signed text of a JWS. */
function payloadOf(jws: string | undefined): string | undefined {
  const bytes = jws === undefined ? undefined : fromBase64url(jws.split('.')[1] ?? '');
  return bytes && toText(bytes);
}

/** The signed text of a card, which is `R || JWS`. */
function payloadOfCard(card: Bytes): string | undefined {
  return payloadOf(toText(card.subarray(65)));
}

function refused(code: ErrorCode): { readonly ok: false; readonly code: ErrorCode } {
  return { ok: false, code };
}
