import type { MailboxStore, Placement, Queue } from '../store/mailbox-store.js';

/** Rows read at once: at most 1 MiB of frames in memory for one slow reader. */
const pageRows = 16;

/** What a reader needs of the socket it writes to. */
export interface Sink {
  /** Whether the socket accepts more without growing the node's memory. */
  readonly hasRoom: boolean;
  /** Sends a stored frame; fulfilled, when the socket has accepted it or is gone, with whether to go on. */
  sendRow(queue: Queue['queue'], position: number, frame: Uint8Array): Promise<boolean>;
  /** Sends a frame that is encoded already, without waiting. */
  sendEncoded(bytes: Uint8Array): void;
  /** Hears that the store failed: the socket cannot go on without a gap. */
  fail(error: unknown): void;
}

/**
 * Brings one queue to one socket in order: first what is stored, page by page, as fast as the socket accepts it; then
 * each new frame at once. A reader that falls behind goes back to pages, so its mail waits on disk, not in memory.
 */
export class QueueReader {
  readonly #store: MailboxStore;
  readonly #queue: Queue;
  readonly #sink: Sink;
  #cursor: number;
  #isLive = false;
  #isReading = false;
  #postponed = 0;

  constructor(store: MailboxStore, queue: Queue, sink: Sink, after: number) {
    this.#store = store;
    this.#queue = queue;
    this.#sink = sink;
    this.#cursor = after;
  }

  /** The last position that was sent. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Passes a frame on that was stored just now; `encoded` is the frame as the socket carries it. */
  deliver({ position, previous }: Placement, encoded: Uint8Array): void {
    // A page was faster than the news of this row.
    if (position <= this.#cursor) return;
    // News may be lost or overtaken on its way from another node: what lies between is in the store.
    const isNext = previous <= this.#cursor;
    if (this.#isLive && isNext && this.#sink.hasRoom) {
      this.#cursor = position;
      this.#sink.sendEncoded(encoded);
      return;
    }
    this.#isLive = false;
    this.#postponed += 1;
    if (!this.#isReading) void this.read();
  }

  /** Sends what is stored until there is no more. */
  async read(): Promise<void> {
    this.#isReading = true;
    try {
      for (;;) {
        // A frame may be stored while a page is on its way: then there is another page.
        const postponed = this.#postponed;
        const rows = await this.#store.page(this.#queue, this.#cursor, pageRows);
        for (const { position, frame } of rows) {
          this.#cursor = position;
          if (!(await this.#sink.sendRow(this.#queue.queue, position, frame))) return;
        }
        if (rows.length === 0 && this.#postponed === postponed) {
          this.#isLive = true;
          return;
        }
      }
    } catch (error) {
      this.#sink.fail(error);
    } finally {
      this.#isReading = false;
    }
  }
}
