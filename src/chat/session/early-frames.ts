import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { readHeader } from '../../wire/frame.js';
import { earlyFrameMs, maxEarlyFrames, maxEarlyFramesInAll } from '../../wire/limits.js';
import { hash } from '../../protocol/kdf.js';
import type { Context } from '../../protocol/context.js';
import type { EarlyRecord } from '../store/records.js';
import type { Batch, Vault } from '../store/vault.js';

/**
 * Frames that came before what they need: bounded for each sender, so that no peer fills the disk (PROTOCOL 5), and in all,
 * since a hostile node writes any sender it likes.
 */
export class EarlyFrames {
  readonly #ctx: Context;
  readonly #vault: Vault;

  constructor(ctx: Context, vault: Vault) {
    this.#ctx = ctx;
    this.#vault = vault;
  }

  /** Keeps a frame; one that was tried again in vain keeps its age, or it would live for ever. */
  async keep(batch: Batch, frame: Bytes): Promise<void> {
    const from = readHeader(frame)?.from;
    if (!from) return;
    const key = `${from}/${toBase32((await hash(this.#ctx, frame)).subarray(0, 16))}`;
    const known = await this.#vault.get('early', key);
    if (known) {
      batch.put('early', key, known);
      return;
    }
    const kept = (await this.#all()).filter(({ value }) => this.#isFresh(value));
    const ofSender = kept.filter(one => one.key.startsWith(`${from}/`));
    if (kept.length >= maxEarlyFramesInAll || ofSender.length >= maxEarlyFrames) return;
    batch.put('early', key, { frame, at: this.#ctx.now() });
  }

  /** Kept frames to be tried again, oldest first. Each leaves in the batch of its own try: a crash loses none. */
  async list(): Promise<readonly { readonly key: string; readonly frame: Bytes }[]> {
    const fresh = (await this.#all()).filter(({ value }) => this.#isFresh(value));
    return [...fresh]
      .sort((a, b) => a.value.at - b.value.at)
      .map(({ key, value: { frame } }) => ({ key, frame }));
  }

  /** Drops kept frames: all, or those past their time. */
  async drop(batch: Batch, which: 'all' | 'ended'): Promise<void> {
    for (const { key, value } of await this.#all()) {
      if (which === 'all' || !this.#isFresh(value)) batch.remove('early', key);
    }
  }

  /** When the oldest kept frame came, in ms, or `undefined`. */
  async oldestAt(): Promise<number | undefined> {
    const kept = await this.#all();
    return kept.length === 0 ? undefined : Math.min(...kept.map(({ value }) => value.at));
  }

  async #all(): Promise<readonly { readonly key: string; readonly value: EarlyRecord }[]> {
    return this.#vault.range('early', { prefix: '' });
  }

  #isFresh({ at }: EarlyRecord): boolean {
    return at > this.#ctx.now() - earlyFrameMs;
  }
}
