/** Who owns which payload: a registry, so that a feature brings its own and this engine does not grow (PROTOCOL 7). */
import type { ContentPayload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { ConversationRecord } from '../store/records.js';
import type { Batch } from '../store/vault.js';
import type { ConversationLog } from './conversation-log.js';
import { park } from './parked-payloads.js';
import { loadKnown } from './received-log.js';
import type { Received, Sender } from './received.js';

export type PayloadType = ReceivedPayload['type'];
export type PayloadOf<T extends PayloadType> = Extract<ReceivedPayload, { readonly type: T }>;

/** A frame's payloads being taken in: all in the one commit of their frame. */
export interface Receiving {
  readonly batch: Batch;
  readonly log: ConversationLog;
  readonly sender: Sender;
  /** As it stands with what was taken in so far. */
  conversation: ConversationRecord;
  /** New content, in the order of its payloads. */
  readonly content: ContentPayload[];
  typing: Received['typing'];
  transfer: Received['transfer'];
  rtc: Received['rtc'];
  readonly resend: { readonly from: number; readonly to: number }[];
  /** Runs once the frame's commit stands. */
  readonly after: (effect: () => void) => void;
}

/** Takes one payload in. What it changes is in `receiving.batch`: with the frame it is there, or it is not. */
export type PayloadHandler<T extends PayloadType> = (
  payload: PayloadOf<T>,
  receiving: Receiving,
) => void | Promise<void>;

export type PayloadHandlers = { readonly [T in PayloadType]?: PayloadHandler<T> };

/** Whoever is to be told of payloads that wait for their owner. */
export interface PayloadOwners {
  readonly handlers: PayloadHandlers;
  /** A payload of this type was parked, and that is committed. */
  readonly onParked: (type: PayloadType) => void;
}

/** What payloads are taken in with: nothing is known of them yet. */
export function beginReceiving(
  about: Pick<Receiving, 'batch' | 'log' | 'sender' | 'conversation'>,
): Receiving {
  const after = (effect: () => void): void => {
    about.batch.onCommitted(effect);
  };
  return {
    ...about,
    content: [],
    typing: undefined,
    transfer: undefined,
    rtc: undefined,
    resend: [],
    after,
  };
}

/**
 * Has each payload of an authentic frame taken in by its owner. One whose owner's code is not here yet is parked in the
 * same commit: the frame is acknowledged, and nobody sends it again.
 */
export async function receivePayloads(
  { handlers, onParked }: PayloadOwners,
  receiving: Receiving,
  payloads: readonly ReceivedPayload[],
): Promise<Received> {
  await loadKnown(receiving.log, receiving.batch, receiving.conversation.id, payloads);
  for (const payload of payloads) {
    const isOwned = await dispatch(handlers, payload, receiving);
    if (isOwned || !(await park(receiving, payload))) continue;
    receiving.after(() => {
      onParked(payload.type);
    });
  }
  const { sender, conversation, content, typing, transfer, rtc, resend } = receiving;
  return { from: sender.id, conversation, content, typing, transfer, rtc, resend };
}

/** Hands a payload to its owner; `false` where there is none. */
export async function dispatch<T extends PayloadType>(
  handlers: PayloadHandlers,
  payload: PayloadOf<T>,
  receiving: Receiving,
): Promise<boolean> {
  const handler = handlers[payload.type];
  await handler?.(payload, receiving);
  return handler !== undefined;
}
