import { issueAccess } from '../protocol/access.js';
import { issueCard, nextSeq, readCard } from '../protocol/card.js';
import type { CardFields, VerifiedCard } from '../protocol/card.js';
import { issueCertificate } from '../protocol/certificate.js';
import type { Context } from '../protocol/context.js';
import { random, unixSeconds } from '../protocol/context.js';
import { businessId, peerId } from '../protocol/ids.js';
import {
  exportBoxKey,
  exportSigningKey,
  generateBoxKey,
  generateSigningKey,
  importSigningKey,
} from '../protocol/keys.js';
import type { SigningKey } from '../protocol/keys.js';
import { importStorageKey, unwrapStorageKey, wrapStorageKey } from '../protocol/passphrase.js';
import {
  backupId,
  decodeBackup,
  encodeBackup,
  generateRecoveryCode,
  openBackup,
  sealBackup,
} from '../protocol/recovery.js';
import { SecureChatError } from '../errors.js';
import type { Store } from '../storage/store.js';
import type { NodeApi } from '../transport/node-api.js';
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import { toBase32 } from '../wire/base32.js';
import type { Bytes } from '../wire/bytes.js';
import type { BusinessId } from '../wire/ids.js';
import type { DeviceRecord } from './store/records.js';
import { Vault } from './store/vault.js';

const daySeconds = 86_400;
const cardDays = 90;
const certificateDays = 365;
const passphraseCharacters = 10;
const wrappedKey = 'wrapped';

/** What a desk is made of, before it is stored. */
export interface NewDesk {
  readonly business: BusinessId;
  readonly device: DeviceRecord;
  readonly inboxes: readonly { readonly epoch: number; readonly bytes: Bytes }[];
  readonly card: Bytes;
  readonly cardSeq: number;
  readonly access: string;
}

/** Fails with `passphrase-weak` before anything is made. */
export function checkPassphrase(passphrase: string): void {
  if (Array.from(passphrase.normalize('NFKC')).length < passphraseCharacters) {
    throw new SecureChatError('passphrase-weak');
  }
}

/** Makes a new business: its root key never leaves this browser but as the sealed backup (PROTOCOL 2). */
export async function setUpBusiness(
  ctx: Context,
  api: NodeApi,
  { token, businessName, memberName }: { token: string; businessName: string; memberName: string },
): Promise<{ readonly making: NewDesk; readonly code: Bytes }> {
  const root = await generateSigningKey(ctx, { extractable: true });
  const inbox = await generateBoxKey(ctx, { extractable: true });
  const code = generateRecoveryCode(ctx);
  const now = unixSeconds(ctx);
  const fields: CardFields = {
    seq: now,
    issued: now,
    expires: now + cardDays * daySeconds,
    name: businessName,
    inbox: { epoch: 1, publicKey: inbox.publicKey },
    revoked: [],
    certificatesFrom: now,
    siteKeys: [],
    origins: [],
    policy: { retentionDays: 365, maxFileMiB: 25, offline: true },
    words: { greeting: '', away: '', consent: '' },
    hours: null,
  };
  const inboxes = [{ epoch: 1, bytes: await exportBoxKey(ctx, inbox) }];
  const making = await makeDevice(ctx, { root, fields, inboxes, memberName, code });
  const backup = await backupOf(ctx, code, making);
  const { business, access } = making;
  await api.register({ token, business, card: toBase64url(making.card), access, backup });
  return { making, code };
}

/**
 * Restores a business from its backup. Whoever else held a device may be the reason for it, so restoring makes a new
 * inbox and voids every older certificate (PROTOCOL 3).
 */
export async function restoreBusiness(
  ctx: Context,
  api: NodeApi,
  { code, memberName }: { code: Bytes; memberName: string },
): Promise<NewDesk> {
  const answer = await api.backup(await backupId(ctx, code));
  const data = fromBase64url(answer.data);
  const opened = data && (await openBackup(ctx, code, data));
  const backup = opened && decodeBackup(opened);
  const root = backup && (await importSigningKey(ctx, backup.root, { extractable: true }));
  const bytes = fromBase64url(answer.card);
  if (!backup || !root || !bytes) throw new SecureChatError('recovery-wrong');
  // The node names the business; the root in the backup proves it.
  if ((await businessId(ctx, root.publicKey)).text !== answer.business)
    throw new SecureChatError('recovery-wrong');
  const old = await readCard(ctx, { business: answer.business, bytes });
  if (!old.ok) throw new SecureChatError(old.code);
  const epoch = Math.max(old.card.inbox.epoch, ...backup.inboxes.map(held => held.epoch)) + 1;
  const inbox = await generateBoxKey(ctx, { extractable: true });
  const now = unixSeconds(ctx);
  const fields: CardFields = {
    ...fieldsOf(old.card),
    seq: nextSeq(ctx, old.card.seq),
    issued: now,
    expires: now + cardDays * daySeconds,
    inbox: { epoch, publicKey: inbox.publicKey },
    // Above the last one even within its second: a device made in it is as void as any older one.
    certificatesFrom: Math.max(now, old.card.certificatesFrom + 1),
  };
  const inboxes = [
    ...backup.inboxes.map(held => ({ epoch: held.epoch, bytes: held.key })),
    { epoch, bytes: await exportBoxKey(ctx, inbox) },
  ];
  return makeDevice(ctx, { root, fields, inboxes, memberName, code });
}

/** Signs the card again with a new life: the owner's desk does so daily, so that nobody is locked out by surprise. */
export async function renewCard(
  ctx: Context,
  root: SigningKey,
  card: VerifiedCard,
  device: string,
): Promise<{ readonly card: Bytes; readonly access: string; readonly seq: number }> {
  const now = unixSeconds(ctx);
  const seq = nextSeq(ctx, card.seq);
  const fields = { ...fieldsOf(card), seq, issued: now, expires: now + cardDays * daySeconds };
  const id = await peerId(ctx, 'a', fromBase64url(device) ?? new Uint8Array());
  return {
    card: await issueCard(ctx, root, fields),
    access: await issueAccess(ctx, root, { seq, devices: [id] }),
    seq,
  };
}

/** The sealed backup for the node, and the id it is kept under. */
export async function backupOf(
  ctx: Context,
  code: Bytes,
  { device, inboxes }: Pick<NewDesk, 'device' | 'inboxes'>,
): Promise<{ readonly id: string; readonly data: string }> {
  if (!device.root) throw new SecureChatError('recovery-wrong');
  const keys = inboxes.map(({ epoch, bytes }) => ({ epoch, key: bytes }));
  const sealed = await sealBackup(ctx, code, encodeBackup({ root: device.root, inboxes: keys }));
  return { id: await backupId(ctx, code), data: toBase64url(sealed) };
}

/** Stores a desk, sealed under a key that only the passphrase gives. */
export async function storeDesk(
  ctx: Context,
  store: Store,
  making: NewDesk,
  passphrase: string,
): Promise<void> {
  const raw = random(ctx, 32);
  const vault = new Vault(ctx, store, await importStorageKey(ctx, raw));
  const wrapped = await wrapStorageKey(ctx, passphrase, raw);
  raw.fill(0);
  const batch = vault.batch();
  batch.putMeta('device', making.device);
  batch.putMeta('inboxes', { keys: making.inboxes });
  batch.putMeta('card', { bytes: making.card, seq: making.cardSeq });
  batch.putMeta('access', { jws: making.access });
  await batch.commit(undefined);
  // Last: a desk with this row is whole.
  await store.commit([{ table: 'keys', key: wrappedKey, value: wrapped }]);
}

/** Whether a desk lives in this store. */
export async function hasDesk(store: Store): Promise<boolean> {
  return (await store.get('keys', wrappedKey)) !== undefined;
}

/** Opens the desk's records. Fails with `passphrase-wrong`. */
export async function unlockDesk(ctx: Context, store: Store, passphrase: string): Promise<Vault> {
  const wrapped = await store.get('keys', wrappedKey);
  const key = wrapped instanceof Uint8Array ? await unwrapStorageKey(ctx, passphrase, wrapped) : undefined;
  if (!key) throw new SecureChatError('passphrase-wrong');
  return new Vault(ctx, store, key);
}

async function makeDevice(
  ctx: Context,
  {
    root,
    fields,
    inboxes,
    memberName,
    code,
  }: {
    root: SigningKey;
    fields: CardFields;
    inboxes: NewDesk['inboxes'];
    memberName: string;
    code: Bytes;
  },
): Promise<NewDesk> {
  const key = await generateSigningKey(ctx, { extractable: true });
  const member = toBase32(random(ctx, 10));
  const certificate = await issueCertificate(ctx, root, {
    device: key.publicKey,
    member,
    name: memberName,
    role: 'owner',
    since: Math.max(fields.issued, fields.certificatesFrom),
    until: fields.issued + certificateDays * daySeconds,
  });
  const id = await peerId(ctx, 'a', key.publicKey);
  return {
    business: (await businessId(ctx, root.publicKey)).text,
    device: {
      key: await exportSigningKey(ctx, key),
      certificate,
      member,
      name: memberName,
      root: await exportSigningKey(ctx, root),
      recovery: code,
    },
    inboxes,
    card: await issueCard(ctx, root, fields),
    cardSeq: fields.seq,
    access: await issueAccess(ctx, root, { seq: fields.seq, devices: [id] }),
  };
}

function fieldsOf(card: VerifiedCard): CardFields {
  const { seq, issued, expires, name, inbox, certificatesFrom, siteKeys, origins, policy, words, hours } =
    card;
  const revoked = [...card.revoked];
  return {
    seq,
    issued,
    expires,
    name,
    inbox,
    revoked,
    certificatesFrom,
    siteKeys,
    origins,
    policy,
    words,
    hours,
  };
}
