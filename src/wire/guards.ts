/** Guards over JSON that came from outside: each narrows `unknown`, none throws. */

import type { ErrorCode } from '../errors.js';

/** Codes are shorter. */
const maxCode = 300;

/** A JSON object, of which nothing else is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, neither `null` nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object has exactly these own keys: a signed statement carries nothing that nobody checks. */
export function hasExactKeys(value: JsonObject, keys: readonly string[]): boolean {
  const own = Object.keys(value);
  return own.length === keys.length && keys.every(key => Object.hasOwn(value, key));
}

/** Whether a value is a whole number from 0 to `max`. */
export function isCount(value: unknown, max: number = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0 && value <= max;
}

/** Whether a value is a text of at most `max` UTF-16 units. */
export function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max;
}

/**
 * Whether a value can be a code that picks words out of a table: what only a newer build knows gets general ones, but
 * `constructor` would find a function.
 */
export function isCode(value: unknown): value is ErrorCode {
  return isText(value, maxCode) && !(value in {});
}

/** Whether a value is one of a closed set of texts. */
export function isOneOf<const Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
): value is Choice {
  return choices.some(choice => choice === value);
}

/** Whether a value is a list of at most `max` members that all pass `guard`. */
export function isListOf<Member>(
  value: unknown,
  max: number,
  guard: (member: unknown) => member is Member,
): value is readonly Member[] {
  return Array.isArray(value) && value.length <= max && value.every(guard);
}

/** Deepest nesting of JSON that is read: ours needs four. */
const maxDepth = 16;

/** The value of a JSON text, or `undefined`: not JSON, or nested so deep that walking it could exhaust the stack (PROTOCOL 7). */
export function parseJson(text: string): unknown {
  if (!isShallow(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether brackets outside strings nest at most `maxDepth` deep: one pass, since the text is an attacker's. */
function isShallow(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > maxDepth) return false;
  }
  return true;
}
