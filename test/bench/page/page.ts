/** What the pages of the benchmark run: sessions over WebCrypto of the browser, and data channels. */
import { startEnds } from '../../protocol/session-world.js';
import type { CarrierRun } from '../../transport/support/run.js';
import { End, aesRate, sealOpenRate, words } from '../session-ends.js';
import { growth } from './growth.js';
import type { GrowthPage } from './growth.js';
import { ourPair } from './our-channel.js';
import type { OurPair } from './our-channel.js';
import { rawPair } from './raw-channel.js';
import { roundTrip } from './wire.js';
import type { Pair, Work } from './wire.js';

const ctx = { crypto, now: Date.now };

/** How a message goes there and back: over a bare channel, over ours as it is, or over ours and sealed. */
export type Way = 'raw' | 'framed' | 'sealed';

/** What the bench asks of a page. */
export interface BenchPage {
  sealOpenRate(count: number): Promise<number>;
  aesRate(count: number): Promise<number>;
  /** Opens a bare channel, and one of ours through the node of the run, each between two peers of this page. */
  join(run: CarrierRun): Promise<void>;
  /** Median of the milliseconds from sending to the answer, one message after the other. */
  roundTrip(way: Way, count: number): Promise<number>;
  /** Desks of several sizes. */
  readonly growth: GrowthPage;
}

let joined: { readonly raw: Pair; readonly ours: OurPair } | undefined;

/** Work that leaves a message as it is. */
const plainly = (bytes: Uint8Array<ArrayBuffer>): Work => ({ seal: () => bytes, open: () => undefined });

const page: BenchPage = {
  growth,
  async sealOpenRate(count) {
    const { visitor, device } = await startEnds(ctx);
    return sealOpenRate(new End(ctx, device), new End(ctx, visitor), count);
  },
  aesRate: count => aesRate(ctx, count),
  async join(run) {
    joined = { raw: await rawPair(), ours: await ourPair(run) };
  },
  async roundTrip(way, count) {
    if (!joined) throw new Error('nobody is joined yet');
    const { raw, ours } = joined;
    const plain = new TextEncoder().encode(words);
    switch (way) {
      case 'raw':
        return roundTrip(raw, { left: plainly(plain), right: plainly(plain) }, count);
      case 'framed': {
        const frame = (from: 'left' | 'right'): Work => plainly(ours.frame(from, plain.length));
        return roundTrip(ours, { left: frame('left'), right: frame('right') }, count);
      }
      case 'sealed': {
        const work = (end: End): Work => ({ seal: () => end.seal(words), open: bytes => end.open(bytes) });
        const { left, right } = ours.session;
        return roundTrip(ours, { left: work(left), right: work(right) }, count);
      }
    }
  },
};

Object.assign(globalThis, { bench: page });
