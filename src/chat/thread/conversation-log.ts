import type { ContentPayload } from '../../wire/payload/payload.js';
import type { ConversationId, MessageId } from '../../wire/ids.js';
import type { MessageRecord } from '../store/records.js';
import type { DeliveryState, PageContext, ThreadItem } from '../model/thread-state.js';
import type { Batch, Vault } from '../store/vault.js';

/** Content before it has an id, a `seq` and a time. */
export type NewContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'end' }
  | { readonly type: 'context'; readonly context: PageContext };

/** A row of a thread with its key. */
export interface Row {
  readonly key: string;
  readonly record: MessageRecord;
}

const order: readonly DeliveryState[] = ['pending', 'sent', 'delivered', 'read'];

/**
 * Threads as rows of the store. Beside each own row stand two markers: `i/` while it waits to be sealed (an intent), and
 * `u/` until the other side's receipt: those are what a new session seals anew (PROTOCOL 8). What happens to a thread
 * once somebody answers is in `received-log.ts`.
 */
export class ConversationLog {
  readonly vault: Vault;
  readonly now: () => number;
  /** The moments of the last rows known. */
  readonly #ends: Record<ConversationId, number> = {};

  constructor(vault: Vault, now: () => number) {
    this.vault = vault;
    this.now = now;
  }

  /** Adds own content behind the end that was read, to be sealed by whoever leads: any tab may commit this. */
  addOwn(batch: Batch, conversation: ConversationId, id: MessageId, content: NewContent, author = ''): void {
    const key = rowKey(conversation, this.nextMoment(conversation), id);
    const about = { id, seq: 0, at: this.now() };
    const body: ContentPayload = { ...content, ...about };
    const record: MessageRecord = {
      ...about,
      own: true,
      body,
      sid: '',
      author,
      sender: '',
      delivery: 'pending',
    };
    batch.put('message', key, record);
    batch.add('index', idPlace(conversation, id), { row: key });
    batch.put('frame', `i/${key}`, { row: key });
    batch.put('frame', `u/${key}`, { row: key });
  }

  /** The words of an own message, or `undefined` where it is not in the thread. */
  async ownText(conversation: ConversationId, id: MessageId): Promise<string | undefined> {
    const place = await this.vault.get('index', idPlace(conversation, id));
    const record = place && (await this.vault.get('message', place.row));
    return record?.body.type === 'text' ? record.body.text : undefined;
  }

  /** Own rows that wait to be sealed, oldest first. */
  async intents(conversation: ConversationId): Promise<readonly Row[]> {
    return this.marked(`i/${conversation}/`);
  }

  /** Records that a row was sealed as `seq` under `sid`. */
  sealed(batch: Batch, { key, record }: Row, seq: number, sid: string): ContentPayload {
    if (record.body.type === 'notice') throw new TypeError('A notice is never sealed.');
    const body = { ...record.body, seq };
    batch.put('message', key, { ...record, body, seq, sid });
    batch.remove('frame', `i/${key}`);
    const [conversation = ''] = key.split('/');
    batch.put('index', seqPlace(conversation, seq), { row: key });
    return body;
  }

  /** Raises the delivery state of own rows; never lowers it. */
  async raise(
    batch: Batch,
    conversation: ConversationId,
    ids: readonly MessageId[],
    state: DeliveryState,
  ): Promise<void> {
    const places = await this.vault.read(
      ids.map(id => ({ table: 'index', key: idPlace(conversation, id) }) as const),
    );
    await batch.load(places.flatMap(place => (place ? [['message', place.row] as const] : [])));
    for (const place of places) {
      const record = place && (await batch.get('message', place.row));
      if (!place || !record?.own) continue;
      if (order.indexOf(state) > order.indexOf(record.delivery)) {
        batch.put('message', place.row, { ...record, delivery: state });
      }
      if (state === 'delivered' || state === 'read') {
        batch.remove('frame', `u/${place.row}`);
        batch.remove('frame', `i/${place.row}`);
      }
    }
  }

  /** The last `count` rows, and one more where there are earlier ones. */
  async page(conversation: ConversationId, count: number): Promise<readonly Row[]> {
    const rows = await this.vault.range('message', { prefix: `${conversation}/`, last: count + 1 });
    return rows.map(({ key, value }) => ({ key, record: value }));
  }

  /** Rows beside which a marker stands, oldest first. */
  async marked(prefix: string): Promise<readonly Row[]> {
    const [markers] = await this.vault.read([{ table: 'frame', keysOf: { prefix } }]);
    return this.rows(markers.map(markerRow));
  }

  /** The rows of these keys, as far as they are there. */
  async rows(keys: readonly string[]): Promise<readonly Row[]> {
    if (keys.length === 0) return [];
    const records = await this.vault.read(keys.map(key => ({ table: 'message', key }) as const));
    return keys.flatMap((key, index) => {
      const record = records[index];
      return record ? [{ key, record }] : [];
    });
  }

  /** Reads where a thread ends, before rows are added: other tabs added some, and the clock may have been set back since. */
  async readEnd(conversation: ConversationId): Promise<void> {
    const [[last]] = await this.vault.read([
      { table: 'message', keysOf: { prefix: `${conversation}/`, last: 1 } },
    ]);
    this.#ends[conversation] = Math.max(this.#ends[conversation] ?? 0, momentOf(last ?? ''));
  }

  /**
   * The moment of a row that is added: now, but behind all others of its thread, and behind `after`. So the order of rows is
   * the order in which they were added, whatever a clock says.
   */
  nextMoment(conversation: ConversationId, after = 0): number {
    const end = Math.max(after, this.#ends[conversation] ?? 0);
    return (this.#ends[conversation] = Math.max(this.now(), end + 1));
  }
}

/** Where a row stands: rows are in the order of their times. */
export function rowKey(conversation: ConversationId, at: number, id: string): string {
  return `${conversation}/${String(at).padStart(15, '0')}-${id.slice(0, 8)}`;
}

/** The row beside which a marker stands. */
export function markerRow(marker: string): string {
  return marker.slice(2);
}

/** Where the index finds content by its id. */
export function idPlace(conversation: string, id: string): string {
  return `${conversation}/id/${id}`;
}

/** Where the index finds own content by its `seq`. */
export function seqPlace(conversation: string, seq: number): string {
  return `${conversation}/seq/${String(seq).padStart(12, '0')}`;
}

/** When what stands in a row came to be there, by this device's clock. */
function momentOf(key: string): number {
  return Number(key.split(/[/-]/)[1] ?? 0);
}

/** Rows as views draw them; a row that did not change is the same item as before. */
export function itemsOf(rows: readonly Row[]): readonly ThreadItem[] {
  return bySeq(rows.map(({ record }) => record)).map((record, index) => {
    const came = momentOf(rows[index]?.key ?? '');
    const known = drawn.get(record);
    if (known?.came === came) return known.item;
    const item = toItem(record, came);
    drawn.set(record, { came, item });
    return item;
  });
}

const drawn = new WeakMap<MessageRecord, { readonly came: number; readonly item: ThreadItem }>();

/** Puts each sender's content into the order of its `seq`, in the places that it has: carriers may reorder. */
function bySeq(records: readonly MessageRecord[]): readonly MessageRecord[] {
  const queues = new Map<string, MessageRecord[]>();
  for (const record of records) {
    if (!isOrdered(record)) continue;
    const queue = queues.get(record.sender);
    if (queue) queue.push(record);
    else queues.set(record.sender, [record]);
  }
  for (const queue of queues.values()) queue.sort((a, b) => a.seq - b.seq);
  const taken = new Map<string, number>();
  return records.map(record => {
    if (!isOrdered(record)) return record;
    const next = taken.get(record.sender) ?? 0;
    taken.set(record.sender, next + 1);
    return queues.get(record.sender)?.[next] ?? record;
  });
}

function isOrdered({ own, seq }: MessageRecord): boolean {
  return !own && seq > 0;
}

/** Nobody wrote later than it came here, whatever a writer's clock says: what is shown is the earlier of the two. */
function toItem({ id, own, author, at: written, body, delivery }: MessageRecord, came: number): ThreadItem {
  const at = Math.min(written, came);
  switch (body.type) {
    case 'text':
      return { kind: 'text', id, own, author, text: body.text, at, delivery };
    case 'context':
      return { kind: 'context', id, at, context: body.context };
    case 'end':
      return { kind: 'notice', id, at, notice: 'ended', name: author };
    case 'notice':
      return { kind: 'notice', id, at, notice: body.notice, name: author };
    default:
      return { kind: 'notice', id, at, notice: 'newer-version', name: author };
  }
}
