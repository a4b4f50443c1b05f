import type { Context } from '../../protocol/context.js';
import { generateBoxKey, importDhKey } from '../../protocol/keys.js';
import type { BoxKey } from '../../protocol/keys.js';
import type { Store } from '../../storage/store.js';
import { concat } from '../../wire/bytes.js';
import type { Bytes } from '../../wire/bytes.js';
import { Reader } from '../../wire/codec.js';
import type { Batch } from '../store/vault.js';

/**
 * The visitor's bundles (PROTOCOL 2): the curve's half is a key that the browser keeps, the seed is sealed in the
 * record of its open, so that a copy of the disk opens neither accept nor renewal.
 */
export class Bundles {
  readonly #ctx: Context;
  readonly #store: Store;

  constructor(ctx: Context, store: Store) {
    this.#ctx = ctx;
    this.#store = store;
  }

  /** Makes a bundle, whose curve key is kept with the batch; answers it and the bytes to seal with its open. */
  async make(number: number, batch: Batch): Promise<{ readonly bundle: BoxKey; readonly bytes: Bytes }> {
    const bundle = await generateBoxKey(this.#ctx, { extractable: false });
    batch.putKey(keyName(number), bundle.ec.privateKey);
    return { bundle, bytes: concat(bundle.publicKey.ec, bundle.publicKey.kem, bundle.seed) };
  }

  /** Puts a kept bundle together again; `undefined` once it was destroyed. */
  async read(number: number, bytes: Bytes): Promise<BoxKey | undefined> {
    const reader = new Reader(bytes);
    const [ec, kem, seed] = [reader.take(65), reader.take(1184), reader.take(64)];
    const privateKey = await this.#store.get('keys', keyName(number));
    const publicKey = ec && (await importDhKey(this.#ctx, ec));
    if (!ec || !kem || !seed || !publicKey || !privateKey || privateKey instanceof Uint8Array)
      return undefined;
    return { publicKey: { ec, kem }, ec: { publicKey, privateKey }, seed };
  }

  destroy(number: number, batch: Batch): void {
    batch.putKey(keyName(number), undefined);
  }
}

function keyName(number: number): string {
  return `bundle/${String(number)}`;
}
