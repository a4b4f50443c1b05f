/** Which fields each payload has and what they may hold: the one list that decoding goes by. */
import { fromBase64url } from '../base64url.js';
import { fromText } from '../bytes.js';
import { hasExactKeys, isCount, isListOf, isObject, isOneOf, isText } from '../guards.js';
import type { JsonObject } from '../guards.js';
import { isId128 } from '../id128.js';
import { isPeerId } from '../ids.js';
import type { MessageId, PeerId } from '../ids.js';
import { maxTextBytes } from '../limits.js';
import type { Content, ContextPayload, Payload } from './payload-types.js';

type Guard<Value> = (value: unknown) => value is Value;

/** A field that may be absent. */
interface Optional<Value> {
  readonly optional: Guard<Value>;
}

type Field<Owner, Key extends keyof Owner> =
  Record<never, never> extends Pick<Owner, Key> ? Optional<NonNullable<Owner[Key]>> : Guard<Owner[Key]>;

type Fields<Owner> = { readonly [Key in Exclude<keyof Owner, 'type'>]-?: Field<Owner, Key> };

type LooseField = ((value: unknown) => boolean) | { readonly optional: (value: unknown) => boolean };

const maxReceipts = 500;
const maxResend = 1_000;
const maxU32 = 0xffff_ffff;
/** Latest time that `Date` can hold: beyond it, formatting a peer's `at` would throw. */
const maxTimeMs = 8_640_000_000_000_000;

const content: Fields<Content> = { id: isMessageId, seq: isPlace, at: isTime };

const fields: { readonly [One in Payload as One['type']]: Fields<One> } = {
  text: { ...content, text: isWords },
  context: { ...content, context: isContext },
  end: content,
  rating: { ...content, stars: isStars, text: { optional: isWords } },
  product: { ...content, title: isShort, page: isPage, price: { optional: isShort } },
  file: { ...content, name: isShort, mime: isShort, size: isSize, chunks: isU32, key: isKey },
  'file-end': { file: isMessageId, outcome: oneOf('sent', 'cancelled') },
  receipt: { delivered: isMessageIds, read: isMessageIds },
  typing: { on: isBoolean },
  transfer: { device: isDevice, number: isSize, claim: isU32, name: { optional: isShort } },
  resend: { from: isPlace, to: isPlace },
  rtc: { fingerprint: { optional: isFingerprint } },
  call: { call: isMessageId, action: oneOf('ring', 'answer', 'decline', 'end'), video: isBoolean },
  identity: { token: isToken },
};

/** Whether this version knows the type. */
export function isKnownType(type: string): type is Payload['type'] {
  return Object.hasOwn(fields, type);
}

/** The payload in a JSON object, with the listed fields only; `undefined` where one is missing or refused. */
export function readPayload(type: Payload['type'], value: JsonObject): Payload | undefined {
  const listed: Readonly<Record<string, LooseField>> = fields[type];
  const read: Record<string, unknown> = { type };
  for (const [name, spec] of Object.entries(listed)) {
    const isOptional = typeof spec !== 'function';
    if (isOptional && !Object.hasOwn(value, name)) continue;
    const isValid = isOptional ? spec.optional : spec;
    if (!isValid(value[name])) return undefined;
    read[name] = value[name];
  }
  // The type of `fields` ties every field of every payload to a guard of its type.
  const payload = read as unknown as Payload;
  return payload.type === 'resend' && !isRange(payload) ? undefined : payload;
}

/** What can be read of id, place and time: enough to show where an opaque payload stands. */
export function readContent(value: JsonObject): Partial<Content> {
  const { id, seq, at } = { id: value['id'], seq: value['seq'], at: value['at'] };
  return {
    ...(isMessageId(id) ? { id } : {}),
    ...(isPlace(seq) ? { seq } : {}),
    ...(isTime(at) ? { at } : {}),
  };
}

function oneOf<const Choice extends string>(...choices: readonly Choice[]): Guard<Choice> {
  return (value): value is Choice => isOneOf(value, choices);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isMessageId(value: unknown): value is MessageId {
  return typeof value === 'string' && isId128(value);
}

function isMessageIds(value: unknown): value is readonly MessageId[] {
  return isListOf(value, maxReceipts, isMessageId);
}

function isPlace(value: unknown): value is number {
  return isCount(value) && value >= 1;
}

function isTime(value: unknown): value is number {
  return isCount(value, maxTimeMs);
}

function isSize(value: unknown): value is number {
  return isCount(value);
}

function isU32(value: unknown): value is number {
  return isCount(value, maxU32);
}

function isStars(value: unknown): value is number {
  return isPlace(value) && value <= 5;
}

function isWords(value: unknown): value is string {
  return isText(value, maxTextBytes) && value !== '' && fromText(value).length <= maxTextBytes;
}

function isShort(value: unknown): value is string {
  return isText(value, 300);
}

function isToken(value: unknown): value is string {
  return isText(value, 4_096);
}

function isKey(value: unknown): value is string {
  return isText(value, 43) && fromBase64url(value)?.length === 32;
}

function isFingerprint(value: unknown): value is string {
  return isText(value, 64) && /^[0-9a-f]{64}$/.test(value);
}

function isDevice(value: unknown): value is PeerId {
  return typeof value === 'string' && isPeerId(value) && value.startsWith('a');
}

/** An address of a page: one such as `javascript:` would make a click on it run a stranger's code. */
function isPage(value: unknown): value is string {
  return isShort(value) && /^(?:$|\/|https?:\/\/)/.test(value);
}

function isContext(value: unknown): value is ContextPayload['context'] {
  return (
    isObject(value) &&
    hasExactKeys(value, ['title', 'page', 'facts']) &&
    isShort(value['title']) &&
    isPage(value['page']) &&
    isListOf(value['facts'], 20, isFact)
  );
}

function isFact(value: unknown): value is { readonly name: string; readonly value: string } {
  return (
    isObject(value) &&
    hasExactKeys(value, ['name', 'value']) &&
    isShort(value['name']) &&
    isShort(value['value'])
  );
}

function isRange({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return from <= to && to - from < maxResend;
}
