/** JSON that the root key signs (PROTOCOL 3): its types, and guards that take exactly the listed keys. */
import { fromBase64url } from './base64url.js';
import type { Bytes } from './bytes.js';
import { hasExactKeys, isCount, isListOf, isObject, isOneOf, isText } from './guards.js';
import type { JsonObject } from './guards.js';
import { isBusinessId, isPeerId } from './ids.js';
import type { BusinessId, PeerId } from './ids.js';

/** Public halves of a box in JSON: base64url of 65 and 1,184 bytes. */
export interface BoxStatement {
  readonly ec: string;
  readonly kem: string;
}

/** Opening hours: an IANA time zone, and for each day from Monday the spans in minutes since midnight. */
export interface Hours {
  readonly zone: string;
  readonly week: readonly (readonly (readonly [from: number, to: number])[])[];
}

/** What a business lets its customers do. */
export interface CardPolicy {
  /** How long the team keeps conversations. */
  readonly retentionDays: number;
  readonly maxFileMiB: number;
  /** Whether customers may leave a message while nobody is there. */
  readonly offline: boolean;
}

/** Words of the business; empty: the widget's own. */
export interface CardWords {
  readonly greeting: string;
  readonly away: string;
  readonly consent: string;
}

/** The business's public card. */
export interface CardStatement {
  readonly v: 1;
  readonly business: BusinessId;
  readonly seq: number;
  readonly issued: number;
  readonly expires: number;
  readonly name: string;
  readonly inbox: BoxStatement & { readonly epoch: number };
  readonly revoked: readonly PeerId[];
  readonly certificatesFrom: number;
  /** Public keys that sign identity tokens, each a JWK. */
  readonly siteKeys: readonly Readonly<Record<string, string>>[];
  readonly origins: readonly string[];
  readonly policy: CardPolicy;
  readonly words: CardWords;
  /** `null`: always open. */
  readonly hours: Hours | null;
}

/** One device of the team, shown inside the encryption only. */
export interface CertificateStatement {
  readonly v: 1;
  readonly business: BusinessId;
  /** The device's public signing key in base64url: who hashes it gets the peer id. */
  readonly device: string;
  readonly member: string;
  readonly name: string;
  readonly role: 'owner' | 'agent';
  readonly since: number;
  readonly until: number;
}

/** The team, at the node only sealed to the inbox. */
export interface RosterStatement {
  readonly v: 1;
  readonly seq: number;
  readonly certificates: readonly string[];
  readonly boxes: readonly (BoxStatement & { readonly device: PeerId })[];
}

/** The devices that the node admits. */
export interface AccessStatement {
  readonly v: 1;
  readonly seq: number;
  readonly devices: readonly PeerId[];
}

/** Most devices of one team, removed ones that are still listed included. */
const maxDevices = 512;

const cardKeys = [
  'v',
  'business',
  'seq',
  'issued',
  'expires',
  'name',
  'inbox',
  'revoked',
  'certificatesFrom',
  'siteKeys',
  'origins',
  'policy',
  'words',
  'hours',
] as const;

/** Whether a JSON value is a card. */
export function isCardStatement(value: unknown): value is CardStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, cardKeys) &&
    value['v'] === 1 &&
    isBusiness(value['business']) &&
    isCount(value['seq']) &&
    isCount(value['issued']) &&
    isCount(value['expires']) &&
    isText(value['name'], 200) &&
    isInbox(value['inbox']) &&
    isListOf(value['revoked'], maxDevices, isPeer) &&
    isCount(value['certificatesFrom']) &&
    isListOf(value['siteKeys'], 8, isSiteKey) &&
    isListOf(value['origins'], 64, isOrigin) &&
    isPolicy(value['policy']) &&
    isWords(value['words']) &&
    (value['hours'] === null || isHours(value['hours']))
  );
}

/** Whether a JSON value is a certificate. */
export function isCertificateStatement(value: unknown): value is CertificateStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'business', 'device', 'member', 'name', 'role', 'since', 'until']) &&
    value['v'] === 1 &&
    isBusiness(value['business']) &&
    isText(value['device'], 100) &&
    isText(value['member'], 100) &&
    isText(value['name'], 200) &&
    isOneOf(value['role'], ['owner', 'agent']) &&
    isCount(value['since']) &&
    isCount(value['until'])
  );
}

/** Whether a JSON value is a roster. */
export function isRosterStatement(value: unknown): value is RosterStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'seq', 'certificates', 'boxes']) &&
    value['v'] === 1 &&
    isCount(value['seq']) &&
    isListOf(value['certificates'], maxDevices, isCompact) &&
    isListOf(value['boxes'], maxDevices, isDeviceBox)
  );
}

/** Whether a JSON value is an access list. */
export function isAccessStatement(value: unknown): value is AccessStatement {
  return (
    isObject(value) &&
    hasExactKeys(value, ['v', 'seq', 'devices']) &&
    value['v'] === 1 &&
    isCount(value['seq']) &&
    isListOf(value['devices'], maxDevices, isDevice)
  );
}

/** Public halves of a box out of JSON, or `undefined`; whether they are keys is for the protocol to find out. */
export function readBox(box: BoxStatement): { readonly ec: Bytes; readonly kem: Bytes } | undefined {
  const ec = fromBase64url(box.ec);
  const kem = fromBase64url(box.kem);
  return ec && kem ? { ec, kem } : undefined;
}

function isBusiness(value: unknown): value is BusinessId {
  return typeof value === 'string' && isBusinessId(value);
}

function isPeer(value: unknown): value is PeerId {
  return typeof value === 'string' && isPeerId(value);
}

function isDevice(value: unknown): value is PeerId {
  return isPeer(value) && value.startsWith('a');
}

function isCompact(value: unknown): value is string {
  return isText(value, 2_048);
}

function isOrigin(value: unknown): value is string {
  return isText(value, 255);
}

function isBox(value: JsonObject): boolean {
  return isText(value['ec'], 2_048) && isText(value['kem'], 2_048);
}

function isInbox(value: unknown): value is CardStatement['inbox'] {
  return (
    isObject(value) &&
    hasExactKeys(value, ['epoch', 'ec', 'kem']) &&
    isCount(value['epoch'], 0xffff_ffff) &&
    isBox(value)
  );
}

function isDeviceBox(value: unknown): value is RosterStatement['boxes'][number] {
  return (
    isObject(value) &&
    hasExactKeys(value, ['device', 'ec', 'kem']) &&
    isDevice(value['device']) &&
    isBox(value)
  );
}

/** A JWK of texts only; one with a private or symmetric half was published by mistake. */
function isSiteKey(value: unknown): value is Readonly<Record<string, string>> {
  return (
    isObject(value) &&
    Object.keys(value).length <= 16 &&
    Object.values(value).every(member => isText(member, 1_024)) &&
    Object.hasOwn(value, 'kty') &&
    !Object.hasOwn(value, 'd') &&
    !Object.hasOwn(value, 'k')
  );
}

function isPolicy(value: unknown): value is CardPolicy {
  return (
    isObject(value) &&
    hasExactKeys(value, ['retentionDays', 'maxFileMiB', 'offline']) &&
    isCount(value['retentionDays'], 36_500) &&
    isCount(value['maxFileMiB'], 1_048_576) &&
    typeof value['offline'] === 'boolean'
  );
}

function isWords(value: unknown): value is CardWords {
  return (
    isObject(value) &&
    hasExactKeys(value, ['greeting', 'away', 'consent']) &&
    isText(value['greeting'], 2_000) &&
    isText(value['away'], 2_000) &&
    isText(value['consent'], 2_000)
  );
}

function isHours(value: unknown): value is Hours {
  return (
    isObject(value) &&
    hasExactKeys(value, ['zone', 'week']) &&
    isText(value['zone'], 64) &&
    isListOf(value['week'], 7, isDay) &&
    value['week'].length === 7
  );
}

function isDay(value: unknown): value is readonly (readonly [number, number])[] {
  return isListOf(value, 8, isSpan);
}

function isSpan(value: unknown): value is readonly [number, number] {
  return isListOf(value, 2, (minute): minute is number => isCount(minute, 1_440)) && value.length === 2;
}
