import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Bytes } from '../../wire/bytes.js';
import type { ConversationId, MessageId } from '../../wire/ids.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import type { Outbox } from '../thread/outbox.js';
import type { FrameRecord } from '../store/records.js';
import type { Serial } from '../store/serial.js';
import type { Batch, Vault } from '../store/vault.js';

/** Frames under way at once: below the node's burst of 60. */
const maxInFlight = 40;
const pauseMs = 1_500;

export interface CourierOptions {
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly serial: Serial;
  readonly epoch: () => number | undefined;
  readonly send: (frame: Bytes) => Promise<void>;
  /** Something was answered for, or refused for good with a code. */
  readonly onAcknowledged: (conversation: ConversationId, refusal: ErrorCode | undefined) => void;
}

/**
 * Carries committed frames until somebody answers for them. A frame leaves only after its commit, stays until the
 * answer, and is repeated byte for byte: the receiver drops the duplicate, and no key is used for two texts (PROTOCOL 8).
 */
export class Courier implements Outbox {
  readonly #options: CourierOptions;
  readonly #inFlight = new Set<string>();
  /** Committed frames by their keys, in order: the store is read once a lead, and followed from then on. */
  #waiting = new Map<string, FrameRecord>();
  #next: number | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
    options.vault.watch(changes => {
      for (const { table, key, record } of changes) {
        if (table !== 'frame' || !key.startsWith('f/')) continue;
        if (record && 'frame' in record) this.#waiting.set(key, record as FrameRecord);
        else this.#waiting.delete(key);
      }
    });
  }

  /** Must run before the first `enqueue` of a lead: goes on where the last leader stopped. */
  async begin(): Promise<void> {
    const rows = await this.#options.vault.range('frame', { prefix: 'f/' });
    this.#waiting = new Map(rows.flatMap(({ key, value }) => ('frame' in value ? [[key, value]] : [])));
    const last = rows.at(-1);
    this.#next = last ? Number(last.key.slice(2)) + 1 : 1;
    this.#inFlight.clear();
  }

  enqueue(batch: Batch, conversation: ConversationId, frame: Bytes, ids: readonly MessageId[]): void {
    this.#next ??= 1;
    const key = `f/${String(this.#next++).padStart(12, '0')}`;
    batch.put('frame', key, { frame, conversation, ids });
  }

  /** Sends what waits, in order; call it whenever something was enqueued or the way opened. */
  flush(): Promise<void> {
    clearTimeout(this.#pause);
    for (const [key, record] of this.#waiting) {
      if (this.#inFlight.size >= maxInFlight) break;
      if (this.#inFlight.has(key)) continue;
      this.#inFlight.add(key);
      void this.#carry(key, record);
    }
    return Promise.resolve();
  }

  async #carry(key: string, { frame, conversation, ids }: FrameRecord): Promise<void> {
    const refusal = await this.#options.send(frame).then(
      () => undefined,
      (cause: unknown) => (cause instanceof SecureChatError ? cause.code : 'node-unreachable'),
    );
    const isForGood = refusal === 'frame-malformed' || refusal === 'frame-too-large';
    if (refusal !== undefined && !isForGood) {
      this.#inFlight.delete(key);
      // With the way closed, the next opening flushes; asked to slow down, the frame waits a moment.
      if (refusal === 'too-often' || refusal === 'mailbox-full') this.#later();
      return;
    }
    try {
      await this.#options.serial.run(async () => {
        const batch = this.#options.vault.batch();
        batch.remove('frame', key);
        if (refusal === undefined) await this.#options.log.raise(batch, conversation, ids, 'sent');
        await batch.commit(this.#options.epoch());
      });
    } catch {
      // Deposed or the disk failed: the frame is still there, and whoever leads next repeats it.
      return;
    } finally {
      this.#inFlight.delete(key);
    }
    this.#options.onAcknowledged(conversation, refusal);
    await this.flush();
  }

  #later(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.flush(), pauseMs);
  }
}
