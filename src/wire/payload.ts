/** What travels inside a frame (PROTOCOL 7): a union on `type`, each `len32 JSON || len32 bytes`. */
import { SecureChatError } from '../errors.js';
import { concat, fromText, toText } from './bytes.js';
import type { Bytes } from './bytes.js';
import { field, Reader } from './codec.js';
import { isObject, parseJson } from './guards.js';
import type { JsonObject } from './guards.js';
import type { MessageId, PeerId } from './ids.js';
import { maxPayloadBytes } from './padding.js';
import { isKnownType, readContent, readPayload } from './payload-fields.js';

/** What a thread keeps: its id, its place (1, 2, 3 … per sender and conversation) and the writer's clock in milliseconds. */
export interface Content {
  readonly id: MessageId;
  readonly seq: number;
  readonly at: number;
}

/** Words: 1 to 16,384 bytes of UTF-8. */
export interface TextPayload extends Content {
  readonly type: 'text';
  readonly text: string;
}

/** What the customer's page tells the team; `page` is empty, a path or an http(s) address, never a script. */
export interface ContextPayload extends Content {
  readonly type: 'context';
  readonly context: {
    readonly title: string;
    readonly page: string;
    readonly facts: readonly { readonly name: string; readonly value: string }[];
  };
}

/** The conversation is over for now. */
export interface EndPayload extends Content {
  readonly type: 'end';
}

/** What the customer thought of it. */
export interface RatingPayload extends Content {
  readonly type: 'rating';
  readonly stars: number;
  readonly text?: string;
}

/** A product to look at; `price` in the shop's words. */
export interface ProductPayload extends Content {
  readonly type: 'product';
  readonly title: string;
  readonly page: string;
  readonly price?: string;
}

/** A file to fetch (PROTOCOL 9): its chunks are sealed under `key`, 32 bytes in base64url. */
export interface FilePayload extends Content {
  readonly type: 'file';
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly chunks: number;
  readonly key: string;
}

/** Content: it has a place in the thread and is sent again until it has a receipt. */
export type ContentPayload =
  TextPayload | ContextPayload | EndPayload | RatingPayload | ProductPayload | FilePayload;

/** Everything a frame can say. */
export type Payload =
  | ContentPayload
  /** These arrived, these were seen. */
  | {
      readonly type: 'receipt';
      readonly delivered: readonly MessageId[];
      readonly read: readonly MessageId[];
    }
  /** Whoever sends this types, or stopped. */
  | { readonly type: 'typing'; readonly on: boolean }
  /** Somebody else holds the conversation now. */
  | {
      readonly type: 'transfer';
      readonly device: PeerId;
      readonly number: number;
      readonly claim: number;
      readonly name?: string;
    }
  /** These places are missing here: at most 1,000, both ends included. */
  | { readonly type: 'resend'; readonly from: number; readonly to: number }
  /** SHA-256 of the WebRTC certificate of this page load, in hex; none: no direct route (PROTOCOL 10). */
  | { readonly type: 'rtc'; readonly fingerprint?: string }
  /** A call, from ringing to its end. */
  | {
      readonly type: 'call';
      readonly call: MessageId;
      readonly action: 'ring' | 'answer' | 'decline' | 'end';
      readonly video: boolean;
    }
  /** No more chunks of a file come: all were sent, or the sender gave up. */
  | { readonly type: 'file-end'; readonly file: MessageId; readonly outcome: 'sent' | 'cancelled' }
  /** The site's word on who the customer is. */
  | { readonly type: 'identity'; readonly token: string };

/** A payload that cannot be shown, kept as it came: `bytes` decode again in a newer version. Its place is kept where readable, or the gap would be asked for for ever. */
export interface OpaquePayload extends Partial<Content> {
  readonly type: 'newer' | 'unreadable';
  readonly bytes: Bytes;
}

/** What a receiver gets to see. */
export type ReceivedPayload = Payload | OpaquePayload;

/** Most payloads in one frame: thousands of empty ones would each cost a line in the thread. */
export const maxPayloads = 256;

/** The payload area of a frame, without its padding. */
export function encodePayloads(payloads: readonly Payload[]): Bytes {
  if (payloads.length > maxPayloads) throw new SecureChatError('frame-too-large');
  return concat(
    ...payloads.map(payload => concat(field(fromText(JSON.stringify(payload))), field(new Uint8Array(0)))),
  );
}

/** The payloads of an area; `undefined` where it cannot even be cut, never because of what one of them says. */
export function decodePayloads(area: Uint8Array): readonly ReceivedPayload[] | undefined {
  if (area.length > maxPayloadBytes) return undefined;
  const reader = new Reader(area);
  const payloads: ReceivedPayload[] = [];
  while (!reader.isDone) {
    const json = reader.field();
    const bytes = reader.field();
    if (!json || !bytes || payloads.length === maxPayloads) return undefined;
    payloads.push(decodePayload(json, bytes));
  }
  return payloads;
}

/** A peer's words are authentic and may still be nonsense: nesting, sizes and types are checked, nothing throws. */
function decodePayload(json: Bytes, attached: Bytes): ReceivedPayload {
  const bytes = concat(field(json), field(attached));
  const text = toText(json);
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value) || typeof value['type'] !== 'string') return { type: 'unreadable', bytes };
  if (!isKnownType(value['type'])) return opaque('newer', value, bytes);
  // No type of this version has bytes beside its JSON.
  const payload = attached.length === 0 ? readPayload(value['type'], value) : undefined;
  return payload ?? opaque('unreadable', value, bytes);
}

function opaque(type: OpaquePayload['type'], value: JsonObject, bytes: Bytes): OpaquePayload {
  return { type, ...readContent(value), bytes };
}
