import type { ContentPayload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { PeerId } from '../../wire/ids.js';
import type { ConversationRecord } from '../store/records.js';

/** What came out of one authentic frame, for the side to act on. */
export interface Received {
  readonly from: PeerId;
  readonly conversation: ConversationRecord;
  readonly content: readonly ContentPayload[];
  readonly typing: boolean | undefined;
  readonly transfer: Extract<ReceivedPayload, { type: 'transfer' }> | undefined;
  readonly rtc: Extract<ReceivedPayload, { type: 'rtc' }> | undefined;
  /** Own content that the other side asks for again. */
  readonly resend: readonly { readonly from: number; readonly to: number }[];
}

/** What came of a frame: `refused` where it pretends to be something that it is not, and counts against its sender. */
export type Outcome = Received | 'refused' | undefined;

export interface Sender {
  readonly id: PeerId;
  readonly name: string;
}
