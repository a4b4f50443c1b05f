/** The business's card (PROTOCOL 3): its type, and a guard that takes exactly the listed keys. */
import { hasExactKeys, isCount, isListOf, isObject, isText } from '../guards.js';
import type { BusinessId, PeerId } from '../ids.js';
import { isBox, isBusiness, isPeer, maxDevices } from './common.js';
import type { BoxStatement } from './common.js';

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

function isInbox(value: unknown): value is CardStatement['inbox'] {
  return (
    isObject(value) &&
    hasExactKeys(value, ['epoch', 'ec', 'kem']) &&
    isCount(value['epoch'], 0xffff_ffff) &&
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

function isOrigin(value: unknown): value is string {
  return isText(value, 255);
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
