/** What happens to a thread once somebody answers; apart from `ConversationLog`, as a first message needs none of it. */
import type { Content, ContentPayload, ReceivedPayload } from '../../wire/payload/payload.js';
import type { ConversationId, PeerId } from '../../wire/ids.js';
import { idPlace, rowKey, seqPlace } from './conversation-log.js';
import type { ConversationLog } from './conversation-log.js';
import type { NoticeBody } from '../store/records.js';
import type { NoticeItem } from '../model/thread-state.js';
import type { Batch } from '../store/vault.js';

/** Reads what receiving these payloads will ask for, together: which are known, and where their thread ends. */
export async function loadKnown(
  log: ConversationLog,
  batch: Batch,
  conversation: ConversationId,
  payloads: readonly ReceivedPayload[],
): Promise<void> {
  const ids = payloads.flatMap(payload => ('id' in payload && payload.id ? [payload.id] : []));
  await Promise.all([
    batch.load(ids.map(id => ['index', idPlace(conversation, id)])),
    log.readEnd(conversation),
  ]);
}

/** Adds content of the other side; `false` where it was there already. */
export async function addTheirs(
  log: ConversationLog,
  batch: Batch,
  conversation: ConversationId,
  sender: { readonly id: PeerId; readonly name: string },
  body: ContentPayload | (Content & NoticeBody),
): Promise<boolean> {
  const place = idPlace(conversation, body.id);
  if (await batch.get('index', place)) return false;
  const key = rowKey(conversation, log.nextMoment(conversation), body.id);
  const { id, seq, at } = body;
  const shown = { author: sender.name, sender: sender.id, delivery: 'read' } as const;
  batch.put('message', key, { id, own: false, seq, at, body, sid: '', ...shown });
  batch.put('index', place, { row: key });
  return true;
}

/** Adds a line of this device's own: somebody answered, something could not be read. */
export function addNotice(
  log: ConversationLog,
  batch: Batch,
  conversation: ConversationId,
  id: string,
  notice: NoticeItem['notice'],
  author = '',
): void {
  const at = log.now();
  const body = { type: 'notice', notice } as const;
  const shown = { author, sender: '', delivery: 'read' } as const;
  batch.put('message', rowKey(conversation, log.nextMoment(conversation), id), {
    id,
    own: false,
    seq: 0,
    at,
    body,
    sid: '',
    ...shown,
  });
}

/** Makes everything without a receipt that was sealed elsewhere than under `sid` an intent again. */
export async function requeueUnacknowledged(
  log: ConversationLog,
  batch: Batch,
  conversation: ConversationId,
  sid: string,
): Promise<void> {
  for (const { key, record } of await log.marked(`u/${conversation}/`)) {
    if (record.sid !== sid) batch.put('frame', `i/${key}`, { row: key });
  }
}

/** Makes own content `from`..`to` an intent again: the other side asked for a gap. */
export async function resend(
  batch: Batch,
  conversation: ConversationId,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const places: string[] = [];
  for (let seq = from; seq <= to; seq++) places.push(seqPlace(conversation, seq));
  await batch.load(places.map(place => ['index', place]));
  for (const place of places) {
    const found = await batch.get('index', place);
    if (found) batch.put('frame', `i/${found.row}`, found);
  }
}

/** Conversations that have something to seal. */
export async function conversationsWithIntents(log: ConversationLog): Promise<readonly ConversationId[]> {
  const [markers] = await log.vault.read([{ table: 'frame', keysOf: { prefix: 'i/' } }]);
  return [...new Set(markers.map(key => key.split('/')[1] as ConversationId))];
}

/** Removes every row of a conversation. */
export async function eraseRows(
  log: ConversationLog,
  batch: Batch,
  conversation: ConversationId,
): Promise<void> {
  const places = [
    { table: 'message', keysOf: { prefix: `${conversation}/` } },
    { table: 'index', keysOf: { prefix: `${conversation}/` } },
    { table: 'parked', keysOf: { prefix: `${conversation}/` } },
    { table: 'frame', keysOf: { prefix: `i/${conversation}/` } },
    { table: 'frame', keysOf: { prefix: `u/${conversation}/` } },
  ] as const;
  const found = await log.vault.read(places);
  for (const [index, { table }] of places.entries()) {
    for (const key of found[index] ?? []) batch.remove(table, key);
  }
}
