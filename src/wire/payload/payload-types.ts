/** What a frame can say (PROTOCOL 7): a union on `type`. Types only. */
import type { Bytes } from '../bytes.js';
import type { MessageId, PeerId } from '../ids.js';

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
