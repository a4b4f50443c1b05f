import type { Bytes } from '../../wire/bytes.js';
import type { ConversationId, MessageId } from '../../wire/ids.js';
import type { Batch } from '../store/vault.js';

/** Where sealed frames wait for somebody to answer for them: kept with the commit that sealed them. */
export interface Outbox {
  /** Puts a frame behind all others, into the batch of the state that it was sealed under. */
  enqueue(batch: Batch, conversation: ConversationId, frame: Bytes, ids: readonly MessageId[]): void;
}
