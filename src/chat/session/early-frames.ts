import { toBase32 } from '../../wire/base32.js';
import type { Bytes } from '../../wire/bytes.js';
import { Reader } from '../../wire/codec.js';
import { readHeader } from '../../wire/frame.js';
import type { ReadFrame } from '../../wire/frame.js';
import { hash } from '../../protocol/kdf.js';
import type { Context } from '../../protocol/context.js';
import type { Batch, Vault } from '../store/vault.js';

/** Early and orphaned frames kept for one sender (PROTOCOL 5). */
const maxEarlyFrames = 64;

/** Early and orphaned frames kept of all senders together: 32 MiB at most. */
export const maxEarlyFramesInAll = 512;

/** How long an early or orphaned frame is kept, in milliseconds (PROTOCOL 5). */
const earlyFrameMs = 24 * 3_600_000;

/** A kept frame, to be tried again. */
export interface EarlyFrame {
  readonly key: string;
  readonly frame: Bytes;
}

/**
 * Frames that came before what they need: bounded for each sender, so that no peer fills the disk (PROTOCOL 5), and in all,
 * since a hostile node writes any sender it likes. A key says what its frame waits for, whose it is and since when it
 * waits, so that no frame is read but to be tried again.
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
    const header = readHeader(frame);
    if (!header) return;
    const { from } = header;
    const place = `${awaitedBy(header)}/${from}/${toBase32((await hash(this.#ctx, frame)).subarray(0, 16))}/`;
    const keys = await this.#keys();
    const known = keys.find(key => key.startsWith(place));
    const record = known && (await this.#vault.get('early', known));
    if (known && record) {
      batch.put('early', known, record);
      return;
    }
    for (const key of keys) if (!this.#isFresh(key)) batch.remove('early', key);
    const kept = keys.filter(key => this.#isFresh(key));
    const ofSender = kept.filter(key => key.split('/')[1] === from);
    if (kept.length >= maxEarlyFramesInAll || ofSender.length >= maxEarlyFrames) return;
    // Two of one moment are tried in the order in which they came, too.
    const at = Math.max(this.#ctx.now(), ...ofSender.map(key => keptAt(key) + 1));
    batch.put('early', `${place}${String(at).padStart(15, '0')}`, { frame });
  }

  /**
   * Kept frames to be tried again, oldest first: those that wait for something of `awaited`, or all. Each leaves in the batch
   * of its own try: a crash loses none.
   */
  async list(awaited?: readonly string[]): Promise<readonly EarlyFrame[]> {
    const prefixes = awaited?.map(one => `${one}/`) ?? [''];
    const rows = await this.#vault.read(
      prefixes.map(prefix => ({ table: 'early', range: { prefix } }) as const),
    );
    return rows
      .flat()
      .filter(({ key }) => this.#isFresh(key))
      .sort((a, b) => keptAt(a.key) - keptAt(b.key))
      .map(({ key, value: { frame } }) => ({ key, frame }));
  }

  /** Drops kept frames: all, or those past their time. */
  async drop(batch: Batch, which: 'all' | 'ended'): Promise<void> {
    for (const key of await this.#keys()) {
      if (which === 'all' || !this.#isFresh(key)) batch.remove('early', key);
    }
  }

  /** When the oldest kept frame came, in ms, or `undefined`. */
  async oldestAt(): Promise<number | undefined> {
    const keys = await this.#keys();
    return keys.length === 0 ? undefined : Math.min(...keys.map(keptAt));
  }

  async #keys(): Promise<readonly string[]> {
    const [keys] = await this.#vault.read([{ table: 'early', keysOf: { prefix: '' } }]);
    return keys;
  }

  #isFresh(key: string): boolean {
    return keptAt(key) > this.#ctx.now() - earlyFrameMs;
  }
}

/** What an open waits for: the key of an inbox. */
export function epochAwaited(epoch: number): string {
  return `epoch-${String(epoch)}`;
}

/** What a frame needs before it opens: its session or its open, named first behind the header, or the key of its inbox. */
function awaitedBy({ kind, body }: ReadFrame): string {
  return kind === 'open' ? epochAwaited(new Reader(body).u32() ?? 0) : toBase32(body.subarray(0, 16));
}

function keptAt(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}
