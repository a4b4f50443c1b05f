/** What the pages of the benchmark run: sessions over WebCrypto of the browser, and data channels between two pages. */
import { startEnds } from '../../protocol/session-world.js';
import { decodeSession, encodeSession } from '../../../src/protocol/session-codec.js';
import { End, aesRate, sealOpenRate, words } from '../session-ends.js';
import { answerRaw, offerRaw } from './raw-channel.js';
import type { Channel } from './raw-channel.js';

const ctx = { crypto, now: Date.now };

/** What the bench asks of a page. */
export interface BenchPage {
  sealOpenRate(count: number): Promise<number>;
  aesRate(count: number): Promise<number>;
  /** Begins a channel; answers the description for the other page. */
  offer(): Promise<string>;
  /** Takes an offer; answers the description for the page that made it. */
  answer(offer: string): Promise<string>;
  /** Takes the answer; fulfilled when the channel is open. */
  accept(answer: string): Promise<void>;
  /** Makes both ends of a session, keeps one and answers the other as bytes. */
  startSession(): Promise<readonly number[]>;
  /** Takes the other end. */
  joinSession(bytes: readonly number[]): Promise<void>;
  /** Answers everything that comes: as it is, or opened and sealed anew. */
  echo(isSealed: boolean): void;
  /** Median of the milliseconds from sending to the answer, one message after the other. */
  roundTrip(isSealed: boolean, count: number): Promise<number>;
}

let channel: Channel | undefined;
let end: End | undefined;

function opened(): { readonly channel: Channel; readonly end: End } {
  if (!channel || !end) throw new Error('no channel or no session yet');
  return { channel, end };
}

const page: BenchPage = {
  async sealOpenRate(count) {
    const { visitor, device } = await startEnds(ctx);
    return sealOpenRate(new End(ctx, device), new End(ctx, visitor), count);
  },
  aesRate: count => aesRate(ctx, count),
  async offer() {
    const offer = await offerRaw();
    channel = offer.channel;
    accept = offer.accept;
    return offer.description;
  },
  async answer(offer) {
    const answer = await answerRaw(offer);
    channel = answer.channel;
    return answer.description;
  },
  accept: answer => accept(answer),
  async startSession() {
    const { visitor, device } = await startEnds(ctx);
    end = new End(ctx, device);
    return [...encodeSession(ctx, visitor)];
  },
  async joinSession(bytes) {
    const session = await decodeSession(ctx, Uint8Array.from(bytes));
    if (!session) throw new Error('the session is not whole');
    end = new End(ctx, session);
  },
  echo(isSealed) {
    const { channel: way, end: own } = opened();
    way.onMessage(async bytes => {
      if (isSealed) await own.open(bytes);
      way.send(isSealed ? await own.seal(words) : bytes);
    });
  },
  async roundTrip(isSealed, count) {
    const { channel: way, end: own } = opened();
    const plain = new TextEncoder().encode(words);
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const start = performance.now();
      const answer = way.next();
      way.send(isSealed ? await own.seal(words) : plain);
      const bytes = await answer;
      if (isSealed) await own.open(bytes);
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? NaN;
  },
};

let accept: (answer: string) => Promise<void> = () => Promise.reject(new Error('nothing was offered'));

Object.assign(globalThis, { bench: page });
