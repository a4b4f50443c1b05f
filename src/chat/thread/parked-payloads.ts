/** Payloads whose owner's code is not here yet: kept with their frame's own commit, handed over when it comes. */
import type { ReceivedPayload } from '../../wire/payload/payload.js';
import type { ConversationRecord, ParkedRecord } from '../store/records.js';
import type { Batch, Vault } from '../store/vault.js';
import type { ConversationLog } from './conversation-log.js';
import type { Sender } from './received.js';

/** Payloads of one type that wait in one conversation: above what an honest peer sends while code is fetched. */
const maxParked = 256;

/** Whose payload it is, and what it is parked with. */
interface Place {
  readonly batch: Batch;
  readonly log: ConversationLog;
  readonly sender: Sender;
  readonly conversation: ConversationRecord;
}

/** A parked payload and where it stands. */
export interface Parked {
  readonly key: string;
  readonly record: ParkedRecord;
}

/** Parks a payload; `false` where so many wait that the sender is none of ours: a peer fills no disk with them. */
export async function park(
  { batch, log, sender, conversation }: Place,
  payload: ReceivedPayload,
): Promise<boolean> {
  const prefix = `${conversation.id}/${payload.type}/`;
  const waiting = await log.vault.range('parked', { prefix });
  if (waiting.length >= maxParked) return false;
  const last = Number(waiting.at(-1)?.key.slice(prefix.length) ?? 0);
  const key = `${prefix}${String(log.nextMoment(conversation.id, last)).padStart(15, '0')}`;
  batch.put('parked', key, { conversation: conversation.id, sender, payload });
  return true;
}

/** What waits for the owner of a type, oldest first within each conversation. */
export async function parkedOf(vault: Vault, type: ReceivedPayload['type']): Promise<readonly Parked[]> {
  const rows = await vault.range('parked', { prefix: '' });
  return rows
    .filter(({ value }) => value.payload.type === type)
    .map(({ key, value }) => ({ key, record: value }));
}

/** Takes it out, in the commit that takes it in. */
export function unpark(batch: Batch, { key }: Parked): void {
  batch.remove('parked', key);
}
