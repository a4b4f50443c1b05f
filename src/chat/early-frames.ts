import { toBase32 } from '../wire/base32.js';
import type { Bytes } from '../wire/bytes.js';
import { readHeader } from '../wire/frame.js';
import { earlyFrameMs, maxEarlyFrames } from '../wire/limits.js';
import { hash } from '../protocol/kdf.js';
import type { Context } from '../protocol/context.js';
import type { Batch, Vault } from './vault.js';

/** Frames that came before what they need: bounded for each sender, so that nobody fills the disk (PROTOCOL 5). */
export class EarlyFrames {
  readonly #ctx: Context;
  readonly #vault: Vault;

  constructor(ctx: Context, vault: Vault) {
    this.#ctx = ctx;
    this.#vault = vault;
  }

  async keep(batch: Batch, frame: Bytes): Promise<void> {
    const from = readHeader(frame)?.from;
    if (!from) return;
    const prefix = `${from}/`;
    const kept = await this.#vault.range('early', { prefix });
    if (kept.length >= maxEarlyFrames) return;
    const digest = toBase32((await hash(this.#ctx, frame)).subarray(0, 16));
    batch.put('early', prefix + digest, { frame, at: this.#ctx.now() });
  }

  /** Takes all kept frames out; those past their time are dropped. */
  async takeAll(batch: Batch): Promise<readonly Bytes[]> {
    const kept = await this.#vault.range('early', { prefix: '' });
    for (const { key } of kept) batch.remove('early', key);
    const oldest = this.#ctx.now() - earlyFrameMs;
    return kept.filter(({ value }) => value.at > oldest).map(({ value }) => value.frame);
  }

  /** When the oldest kept frame came, in ms, or `undefined`. */
  async oldestAt(): Promise<number | undefined> {
    const kept = await this.#vault.range('early', { prefix: '' });
    return kept.length === 0 ? undefined : Math.min(...kept.map(({ value }) => value.at));
  }
}
