import type { Content, ContentPayload } from '../wire/payload.js';
import type { ConversationId, MessageId, PeerId } from '../wire/ids.js';
import type { MessageRecord, NoticeBody } from './records.js';
import type { DeliveryState, NoticeItem, PageContext, ThreadItem } from './state.js';
import type { Batch, Vault } from './vault.js';

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
 * `u/` until the other side's receipt: those are what a new session seals anew (PROTOCOL 8).
 */
export class ConversationLog {
  readonly #vault: Vault;
  readonly #now: () => number;
  #lastAt = 0;

  constructor(vault: Vault, now: () => number) {
    this.#vault = vault;
    this.#now = now;
  }

  /** Adds own content, to be sealed by whoever leads: any tab may commit this. */
  addOwn(batch: Batch, conversation: ConversationId, id: MessageId, content: NewContent, author = ''): void {
    const at = this.#time();
    const key = rowKey(conversation, at, id);
    const body: ContentPayload = { ...content, id, seq: 0, at };
    const record: MessageRecord = {
      id,
      own: true,
      seq: 0,
      at,
      author,
      sender: '',
      body,
      delivery: 'pending',
      sid: '',
    };
    batch.put('message', key, record);
    batch.put('index', `${conversation}/id/${id}`, { row: key });
    batch.put('frame', `i/${key}`, { row: key });
    batch.put('frame', `u/${key}`, { row: key });
  }

  /** Adds content of the other side; `false` where it was there already. */
  async addTheirs(
    batch: Batch,
    conversation: ConversationId,
    sender: PeerId,
    author: string,
    body: ContentPayload | (Content & NoticeBody),
  ): Promise<boolean> {
    const place = `${conversation}/id/${body.id}`;
    if (await batch.get('index', place)) return false;
    const key = rowKey(conversation, this.#time(), body.id);
    const { id, seq, at } = body;
    batch.put('message', key, { id, own: false, seq, at, author, sender, body, delivery: 'read', sid: '' });
    batch.put('index', place, { row: key });
    return true;
  }

  /** Adds a line of this device's own: somebody answered, something could not be read. */
  addNotice(
    batch: Batch,
    conversation: ConversationId,
    id: string,
    notice: NoticeItem['notice'],
    author = '',
  ): void {
    const at = this.#time();
    const body = { type: 'notice', notice } as const;
    const record: MessageRecord = {
      id,
      own: false,
      seq: 0,
      at,
      author,
      sender: '',
      body,
      delivery: 'read',
      sid: '',
    };
    batch.put('message', rowKey(conversation, at, id), record);
  }

  /** Own rows that wait to be sealed, oldest first. */
  async intents(conversation: ConversationId): Promise<readonly Row[]> {
    return this.#marked(`i/${conversation}/`);
  }

  /** Conversations that have something to seal. */
  async conversationsWithIntents(): Promise<readonly ConversationId[]> {
    const markers = await this.#vault.range('frame', { prefix: 'i/' });
    return [...new Set(markers.map(({ key }) => key.split('/')[1] as ConversationId))];
  }

  /** Records that a row was sealed as `seq` under `sid`. */
  sealed(batch: Batch, { key, record }: Row, seq: number, sid: string): ContentPayload {
    if (record.body.type === 'notice') throw new TypeError('A notice is never sealed.');
    const body = { ...record.body, seq };
    batch.put('message', key, { ...record, body, seq, sid });
    batch.remove('frame', `i/${key}`);
    const [conversation = ''] = key.split('/');
    batch.put('index', `${conversation}/seq/${String(seq).padStart(12, '0')}`, { row: key });
    return body;
  }

  /** Makes everything without a receipt that was sealed elsewhere than under `sid` an intent again. */
  async sealAnew(batch: Batch, conversation: ConversationId, sid: string): Promise<void> {
    for (const { key, record } of await this.#marked(`u/${conversation}/`)) {
      if (record.sid !== sid) batch.put('frame', `i/${key}`, { row: key });
    }
  }

  /** Makes own content `from`..`to` an intent again: the other side asked for a gap. */
  async resend(batch: Batch, conversation: ConversationId, from: number, to: number): Promise<void> {
    for (let seq = from; seq <= to; seq++) {
      const place = await batch.get('index', `${conversation}/seq/${String(seq).padStart(12, '0')}`);
      if (place) batch.put('frame', `i/${place.row}`, place);
    }
  }

  /** Raises the delivery state of own rows; never lowers it. */
  async raise(
    batch: Batch,
    conversation: ConversationId,
    ids: readonly MessageId[],
    state: DeliveryState,
  ): Promise<void> {
    for (const id of ids) {
      const place = await batch.get('index', `${conversation}/id/${id}`);
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

  /** The last `count` lines as views draw them, and whether there are earlier ones. */
  async items(
    conversation: ConversationId,
    count: number,
    options: { readonly showOwnContext: boolean },
  ): Promise<{ readonly items: readonly ThreadItem[]; readonly hasEarlier: boolean }> {
    const rows = await this.#vault.range('message', { prefix: `${conversation}/`, last: count + 1 });
    const records = bySeq(rows.slice(-count).map(({ value }) => value));
    const items = records.map(toItem).filter(item => item !== undefined);
    return {
      items: options.showOwnContext ? items : items.filter(item => item.kind !== 'context'),
      hasEarlier: rows.length > count,
    };
  }

  /** Removes every row of a conversation. */
  async erase(batch: Batch, conversation: ConversationId): Promise<void> {
    for (const table of ['message', 'index'] as const) {
      for (const { key } of await this.#vault.range(table, { prefix: `${conversation}/` }))
        batch.remove(table, key);
    }
    for (const prefix of [`i/${conversation}/`, `u/${conversation}/`]) {
      for (const { key } of await this.#vault.range('frame', { prefix })) batch.remove('frame', key);
    }
  }

  async #marked(prefix: string): Promise<readonly Row[]> {
    const markers = await this.#vault.range('frame', { prefix });
    const rows = await Promise.all(
      markers.map(async ({ key }) => {
        const row = key.slice(2);
        const record = await this.#vault.get('message', row);
        return record ? [{ key: row, record }] : [];
      }),
    );
    return rows.flat();
  }

  /** Rows of one thread never share a moment, so that their order is the order in which they were added. */
  #time(): number {
    this.#lastAt = Math.max(this.#now(), this.#lastAt + 1);
    return this.#lastAt;
  }
}

function rowKey(conversation: ConversationId, at: number, id: string): string {
  return `${conversation}/${String(at).padStart(15, '0')}-${id.slice(0, 8)}`;
}

/** Puts each sender's content into the order of its `seq`, in the places that it has: carriers may reorder. */
function bySeq(records: readonly MessageRecord[]): readonly MessageRecord[] {
  const queues = new Map<string, MessageRecord[]>();
  for (const record of records) {
    if (record.seq > 0 && !record.own)
      queues.set(record.sender, [...(queues.get(record.sender) ?? []), record]);
  }
  for (const queue of queues.values()) queue.sort((a, b) => a.seq - b.seq);
  return records.map(
    record => queues.get(record.seq > 0 && !record.own ? record.sender : '-')?.shift() ?? record,
  );
}

function toItem({ id, own, author, at, body, delivery }: MessageRecord): ThreadItem | undefined {
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
