import { Crypto } from '@peculiar/webcrypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecureChatError } from '../errors.js';
import { demoSuffix } from '../wire/demo.js';
import { issueAccess } from '../protocol/access.js';
import { issueCard, nextSeq, readCard } from '../protocol/card.js';
import type { CardFields } from '../protocol/card.js';
import { unixSeconds } from '../protocol/context.js';
import type { Context } from '../protocol/context.js';
import { businessId } from '../protocol/ids.js';
import {
  exportBoxKey,
  exportSigningKey,
  generateBoxKey,
  generateSigningKey,
  importSigningKey,
} from '../protocol/keys.js';
import {
  backupId,
  decodeBackup,
  encodeBackup,
  generateRecoveryCode,
  openBackup,
  parseRecoveryCode,
  recoveryCodeText,
  sealBackup,
} from '../protocol/recovery.js';
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import { isObject, isText, parseJson } from '../wire/guards.js';
import { isBusinessId } from '../wire/ids.js';
import type { BusinessId } from '../wire/ids.js';
import { Businesses } from './businesses.js';
import { createSetupToken } from './setup-token.js';
import type { RegisterStore } from './store/register-store.js';

/** The demo shop's business; whoever reads its file owns it, which is why it is only a demo. */
export interface DemoBusiness {
  readonly business: BusinessId;
  /** Recovery code of the root, in base32: the desk link carries it. */
  readonly recovery: string;
}

const daySeconds = 86_400;
const cardDays = 90;
/** An open desk renews its card daily; this is for a demo whose desk nobody opens. */
const renewDays = 30;

/**
 * The demo business of a data folder: made at the first start, the same ever after, and its card signed anew before
 * it ends. A real business never has its root key outside the owner's browser.
 */
export async function prepareDemoBusiness(
  folder: string,
  register: RegisterStore,
  now: () => number,
): Promise<DemoBusiness> {
  const ctx: Context = { crypto: new Crypto(), now };
  const file = join(folder, 'demo.json');
  const businesses = await Businesses.open(ctx, register);
  const kept = existsSync(file) ? readDemo(readFileSync(file, 'utf8')) : undefined;
  if (kept !== undefined && businesses.find(kept.business) !== undefined) {
    await renew(ctx, businesses, register, kept);
    return kept;
  }
  const made = await make(ctx, businesses, register);
  writeFileSync(file, JSON.stringify(made, undefined, 2), { mode: 0o600 });
  return made;
}

async function make(ctx: Context, businesses: Businesses, register: RegisterStore): Promise<DemoBusiness> {
  const root = await generateSigningKey(ctx, { extractable: true });
  const inbox = await generateBoxKey(ctx, { extractable: true });
  const code = generateRecoveryCode(ctx);
  const { text: business } = await businessId(ctx, root.publicKey);
  const now = unixSeconds(ctx);
  const card = await issueCard(ctx, root, {
    seq: now,
    issued: now,
    expires: now + cardDays * daySeconds,
    name: `Juniper${demoSuffix}`,
    inbox: { epoch: 1, publicKey: inbox.publicKey },
    revoked: [],
    certificatesFrom: now,
    siteKeys: [],
    origins: [],
    policy: { retentionDays: 365, maxFileMiB: 25, offline: true },
    words: { greeting: '', away: '', consent: '' },
    hours: null,
  });
  const backup = encodeBackup({
    root: await exportSigningKey(ctx, root),
    inboxes: [{ epoch: 1, key: await exportBoxKey(ctx, inbox) }],
  });
  // The same way in as an owner's desk: a token, a card, a list of devices (none yet) and the sealed backup.
  const refusal = await businesses.register({
    token: await createSetupToken(register, ctx.now()),
    business,
    card: toBase64url(card),
    access: await issueAccess(ctx, root, { seq: now, devices: [] }),
    backup: { id: await backupId(ctx, code), data: toBase64url(await sealBackup(ctx, code, backup)) },
  });
  if (refusal !== undefined) throw new SecureChatError(refusal, 'the demo business could not be made');
  return { business, recovery: recoveryCodeText(code) };
}

async function renew(
  ctx: Context,
  businesses: Businesses,
  register: RegisterStore,
  { business, recovery }: DemoBusiness,
): Promise<void> {
  const record = businesses.find(business)?.record;
  if (record === undefined || record.summary.expires > unixSeconds(ctx) + renewDays * daySeconds) return;
  const code = parseRecoveryCode(recovery);
  const kept = code && (await register.backup(await backupId(ctx, code)));
  const sealed = kept && fromBase64url(kept.data);
  const opened = code && sealed && (await openBackup(ctx, code, sealed));
  const backup = opened && decodeBackup(opened);
  const root = backup && (await importSigningKey(ctx, backup.root));
  const old = await readCard(ctx, { business, bytes: record.card });
  if (!root || !old.ok)
    throw new SecureChatError('recovery-wrong', 'data/demo.json does not open the demo business');
  const now = unixSeconds(ctx);
  const { card } = old;
  const fields: CardFields = {
    ...card,
    revoked: [...card.revoked],
    seq: nextSeq(ctx, card.seq),
    issued: now,
    expires: now + cardDays * daySeconds,
  };
  const newer = toBase64url(await issueCard(ctx, root, fields));
  const refusal = await businesses.publish(business, { card: newer });
  if (refusal !== undefined) throw new SecureChatError(refusal, 'the demo card could not be renewed');
}

function readDemo(text: string): DemoBusiness | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { business, recovery } = value;
  return typeof business === 'string' && isBusinessId(business) && isText(recovery, 64)
    ? { business, recovery }
    : undefined;
}
