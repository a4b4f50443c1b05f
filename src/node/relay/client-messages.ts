import { isPeerId } from '../../wire/ids.js';
import { isCount, isObject, isText, parseJson } from '../../wire/guards.js';
import type { JsonObject } from '../../wire/guards.js';
import type { ClientMessage, Proof, Publish } from '../../wire/node-messages.js';

/** What a client's text frame says: a message, one that only newer nodes know and this one passes over, or nonsense. */
export type ReadMessage =
  | { readonly kind: 'known'; readonly message: ClientMessage }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' };

const malformed = { kind: 'malformed' } as const;

/** Reads a text frame of a client. */
export function readClientMessage(text: string): ReadMessage {
  const value = parseJson(text);
  if (!isObject(value) || typeof value['type'] !== 'string') return malformed;
  switch (value['type']) {
    case 'proof':
      return isProof(value) ? { kind: 'known', message: value } : malformed;
    case 'handled': {
      const { queue, position } = value;
      return (queue === 'own' || queue === 'team') && isCount(position)
        ? { kind: 'known', message: { type: 'handled', queue, position } }
        : malformed;
    }
    case 'publish':
      return isPublish(value) ? { kind: 'known', message: value } : malformed;
    case 'available':
      return typeof value['on'] === 'boolean'
        ? { kind: 'known', message: { type: 'available', on: value['on'] } }
        : malformed;
    case 'ticket':
      return { kind: 'known', message: { type: 'ticket' } };
    case 'ping':
      return { kind: 'known', message: { type: 'ping' } };
    default:
      return { kind: 'unknown' };
  }
}

/** Whether a value is a sealed backup under its id. */
export function isBackup(value: unknown, maxBytes: number): value is { id: string; data: string } {
  return isObject(value) && isBase64url(value['id'], 64) && isBase64url(value['data'], maxBytes);
}

function isProof(value: JsonObject): value is JsonObject & Proof {
  return (
    typeof value['id'] === 'string' &&
    isPeerId(value['id']) &&
    isBase64url(value['key'], 87) &&
    isBase64url(value['signature'], 86) &&
    isOptional(value['card'], isStatement) &&
    isOptional(value['access'], isStatement) &&
    isOptional(value['team'], isTeamCursor) &&
    isOptional(value['available'], isBoolean)
  );
}

function isPublish(value: JsonObject): value is JsonObject & Publish {
  return (
    isCount(value['n'], 0xffff_ffff) &&
    isOptional(value['card'], isStatement) &&
    isOptional(value['access'], isStatement) &&
    isOptional(value['roster'], text => isBase64url(text, Infinity)) &&
    isOptional(value['backup'], backup => isBackup(backup, Infinity))
  );
}

function isTeamCursor(value: unknown): boolean {
  return isObject(value) && isText(value['log'], 64) && isCount(value['after']);
}

function isStatement(value: unknown): boolean {
  return isText(value, 65_536);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isBase64url(value: unknown, max: number): value is string {
  return isText(value, max) && value !== '' && /^[\w-]+$/.test(value);
}

function isOptional(value: unknown, guard: (value: unknown) => boolean): boolean {
  return value === undefined || guard(value);
}
