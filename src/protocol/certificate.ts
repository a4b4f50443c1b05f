/** A device's certificate (PROTOCOL 3): who answers, said by the root key, shown inside the encryption only. */
import { fromBase64url, toBase64url } from '../wire/base64url.js';
import type { Bytes } from '../wire/bytes.js';
import type { PeerId } from '../wire/ids.js';
import { isCertificateStatement } from '../wire/statements/team.js';
import type { CertificateStatement } from '../wire/statements/team.js';
import { unixSeconds } from './context.js';
import type { Context } from './context.js';
import { businessId, peerId } from './ids.js';
import { issueStatement, readStatement } from './jws.js';
import { importVerifyKey } from './keys.js';
import type { SigningKey } from './keys.js';

/** What the owner's desk says of a device. */
export type CertificateFields = Omit<CertificateStatement, 'v' | 'business' | 'device'> & {
  /** The device's public signing key. */
  readonly device: Bytes;
};

/** A certificate that holds now. */
export interface VerifiedCertificate {
  readonly device: PeerId;
  readonly publicKey: Bytes;
  readonly member: string;
  readonly name: string;
  readonly role: 'owner' | 'agent';
  readonly since: number;
  readonly until: number;
}

/** What the newest valid card says of certificates. */
export interface CertificateRules {
  readonly root: Bytes;
  /** `issued` of that card: a device whose certificate ended before it cannot live on a stopped clock. */
  readonly newestIssued: number;
  readonly certificatesFrom: number;
  readonly revoked: ReadonlySet<PeerId>;
}

const clockToleranceSeconds = 86_400;

/** Signs a certificate. */
export async function issueCertificate(
  ctx: Context,
  root: SigningKey,
  fields: CertificateFields,
): Promise<string> {
  const statement: CertificateStatement = {
    v: 1,
    business: (await businessId(ctx, root.publicKey)).text,
    device: toBase64url(fields.device),
    member: fields.member,
    name: fields.name,
    role: fields.role,
    since: fields.since,
    until: fields.until,
  };
  return issueStatement(ctx, root, 'secure-chat-device', statement);
}

/** The device a certificate speaks for, or `undefined` where it does not hold now. */
export async function verifyCertificate(
  ctx: Context,
  { root, newestIssued, certificatesFrom, revoked }: CertificateRules,
  jws: string,
): Promise<VerifiedCertificate | undefined> {
  const signed = await readStatement(ctx, root, 'secure-chat-device', isCertificateStatement, jws);
  if (!signed) return undefined;
  const { statement } = signed;
  const publicKey = fromBase64url(statement.device);
  if (statement.business !== (await businessId(ctx, root)).text) return undefined;
  if (!publicKey || !(await importVerifyKey(ctx, publicKey))) return undefined;
  if (statement.until + clockToleranceSeconds < Math.max(unixSeconds(ctx), newestIssued)) return undefined;
  const device = await peerId(ctx, 'a', publicKey);
  const { member, name, role, since, until } = statement;
  if (!isDeviceAllowed({ revoked, certificatesFrom }, { device, since })) return undefined;
  return { device, publicKey, member, name, role, since, until };
}

/** Whether a card lets a session with a device live on: removed, or certified before a restored root, it is dropped at once. */
export function isDeviceAllowed(
  { revoked, certificatesFrom }: Pick<CertificateRules, 'revoked' | 'certificatesFrom'>,
  { device, since }: Pick<VerifiedCertificate, 'device' | 'since'>,
): boolean {
  return !revoked.has(device) && since >= certificatesFrom;
}
