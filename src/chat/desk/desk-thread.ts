import type { ConversationId } from '../../wire/ids.js';
import type { ActiveRoute, DraftState, SafetyNumbers } from '../model/thread-state.js';
import type { ConversationRow, DeskThread } from '../model/desk-state.js';
import type { DeskPart, MessageRecord } from '../store/records.js';
import type { Change } from '../store/vault.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import { MessagePage } from '../thread/message-page.js';
import { isSame } from './inbox-rows.js';

const pageSize = 100;

/** What the rest of the desk knows of the conversation in view. */
export interface ThreadFacts {
  readonly desk: DeskPart;
  readonly row: ConversationRow;
  readonly draft: DraftState;
  readonly isTyping: boolean;
  readonly route: ActiveRoute;
}

/** The conversation in view. It is drawn in the task that selects it; its lines come when they are read. */
export class ShownThread {
  readonly id: ConversationId;
  readonly #log: ConversationLog;
  readonly #page = new MessagePage(pageSize);
  readonly #safety: () => Promise<SafetyNumbers>;
  #size = pageSize;
  #isLoading = true;
  #numbers: SafetyNumbers = { business: [], visitor: [] };
  /** Rows that this window committed since the page began to be read: what is read may be older. */
  #newer: Map<string, MessageRecord | undefined> | undefined;
  #drawn: DeskThread | undefined;

  constructor(id: ConversationId, log: ConversationLog, safety: () => Promise<SafetyNumbers>) {
    this.id = id;
    this.#log = log;
    this.#safety = safety;
  }

  /** Reads the page that is shown. Of two reads at once the later one counts. */
  async read(): Promise<void> {
    const newer = new Map<string, MessageRecord | undefined>();
    this.#newer = newer;
    const size = this.#size;
    const [rows, numbers] = await Promise.all([
      this.#log.page(this.id, size),
      this.#isLoading ? this.#safety() : this.#numbers,
    ]);
    if (this.#newer !== newer) return;
    this.#newer = undefined;
    this.#page.fill(size, rows);
    for (const [key, record] of newer) this.#page.put(key, record);
    this.#numbers = numbers;
    this.#isLoading = false;
  }

  /** One page further up. */
  async readEarlier(): Promise<void> {
    this.#size += pageSize;
    await this.read();
  }

  /** Follows what this window commits. */
  follow({ table, key, record }: Change): void {
    if (table !== 'message' || !key.startsWith(`${this.id}/`)) return;
    const message = record as MessageRecord | undefined;
    this.#newer?.set(key, message);
    if (!this.#isLoading) this.#page.put(key, message);
  }

  /** The thread as views draw it; the same object as before while nothing changed. */
  draw({ desk, row, draft, isTyping, route }: ThreadFacts): DeskThread {
    const before = this.#drawn;
    const thread: DeskThread = {
      items: this.#page.items,
      hasEarlier: this.#page.hasEarlier,
      id: this.id,
      isLoading: this.#isLoading,
      name: row.name,
      section: row.section,
      colleague: row.colleague,
      context: desk.context,
      note: desk.note,
      draft: before && isSame(draft, before.draft) ? before.draft : draft,
      typing: isTyping ? desk.visitor : '',
      safety: this.#numbers,
      visitorOnline: row.visitorOnline,
      route,
      visitor: desk.visitor,
    };
    this.#drawn = before && isSame(thread, before) ? before : thread;
    return this.#drawn;
  }
}
