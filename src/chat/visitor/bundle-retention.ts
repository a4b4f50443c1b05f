import type { OpenRecord } from '../store/records.js';
import type { VisitorOpens } from './visitor-opens.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';

/** A bundle goes so long after a newer open was accepted, or after one was sent, in ms (PROTOCOL 2). */
const bundleAfterAcceptMs = 48 * 3_600_000;
const bundleAfterOpenMs = 7 * 24 * 3_600_000;
/** A bundle that is due waits so long for stored frames, in ms: a hostile node could count some that never come. */
const bundleWaitMs = 24 * 3_600_000;

/** Destroys the visitor's keys when their time has come: a thief of the browser opens no recorded accept with them. */
export class BundleRetention {
  readonly #world: VisitorExchangeWorld;
  readonly #opens: VisitorOpens;

  constructor(world: VisitorExchangeWorld, opens: VisitorOpens) {
    this.#world = world;
    this.#opens = opens;
  }

  /** One stored frame was handled. */
  handledStored(): void {
    const { toCome } = this.#opens;
    if (toCome !== undefined && toCome > 0) this.#opens.toCome = toCome - 1;
  }

  /**
   * Bundles that a newer open replaced go once the frames that waited for them were read, and no later than a day after
   * the first connection (PROTOCOL 2).
   */
  async destroyBundles(): Promise<void> {
    const { ctx, vault, fence } = this.#world;
    // Not connected: accepts may wait at the node, and nothing says how many.
    if (this.#opens.toCome === undefined) return;
    const opens = (await vault.range('open', { prefix: '' })).map(({ value }) => value);
    const now = ctx.now();
    for (const open of opens) {
      if (!open.bundle || !opens.some(newer => isReplacedBy(open, newer, now))) continue;
      const dueAt = open.dueAt ?? now;
      const isOver = this.#opens.toCome === 0 || now - dueAt >= bundleWaitMs;
      if (!isOver && open.dueAt !== undefined) continue;
      const batch = vault.batch();
      if (isOver) this.#opens.bundles.destroy(open.number, batch);
      batch.put('open', open.openId, { ...open, dueAt, bundle: isOver ? undefined : open.bundle });
      await batch.commit(fence);
    }
  }
}

/** Whether a newer open makes a bundle due. */
function isReplacedBy({ number }: OpenRecord, newer: OpenRecord, now: number): boolean {
  if (newer.number <= number) return false;
  return (
    now - newer.at > bundleAfterOpenMs ||
    (newer.acceptedAt > 0 && now - newer.acceptedAt > bundleAfterAcceptMs)
  );
}
