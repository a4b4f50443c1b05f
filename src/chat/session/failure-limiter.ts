import type { Arrival } from '../../transport/transport.js';
import { readHeader } from '../../wire/frame.js';
import type { PeerId } from '../../wire/ids.js';
import type { Outcome, Received } from '../thread/payload-handlers.js';

/** Frames of one pair that may fail within the time of a mute, before it is muted so long (PROTOCOL 6). */
const maxFailures = 32;
const muteMs = 60_000;
/** Pairs that are counted, and frames held, at once: names cost a hostile node nothing. */
const maxPairs = 1_024;
const maxHeld = 1_024;
const maxHeldPerPair = 256;

/** Sender and route of a frame. */
interface Pair {
  readonly since: number;
  failures: number;
  mutedUntil: number;
  readonly held: (() => void)[];
}

/**
 * Who sent too much that did not open is not listened to for a minute on that route (PROTOCOL 6): each try costs a
 * handful of key derivations. The sender's name is not proven, so a node can mute its own route for anybody, which it
 * could as well cut; hence the route. What is stored waits meanwhile, unanswered: none of it is lost.
 */
export class Muting {
  readonly #now: () => number;
  readonly #pairs = new Map<string, Pair>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Opens a frame, unless its sender is muted on its route, and counts it where it fails. `again` takes the frame up once
   * more when the mute is over. A direct frame is not held: its sender gets no answer, and goes the other way.
   */
  async take(
    arrival: Arrival,
    open: () => Promise<Outcome>,
    again: () => void,
  ): Promise<Received | undefined> {
    const { frame, route } = arrival;
    const from = readHeader(frame)?.from;
    if (from !== undefined && this.isMuted(from, route)) {
      if (arrival.queue !== 'live') this.hold(from, route, again);
      return undefined;
    }
    const outcome = await open();
    arrival.settled();
    if (outcome !== 'refused') return outcome;
    if (from !== undefined) this.failed(from, route);
    return undefined;
  }

  /** Whether frames of `from` that come by `route` are not to be opened now. */
  isMuted(from: PeerId, route: string): boolean {
    return (this.#pairs.get(pairKey(from, route))?.mutedUntil ?? 0) > this.#now();
  }

  /** Counts a frame that did not open. Duplicates of what was opened are honest, and none (PROTOCOL 8). */
  failed(from: PeerId, route: string): void {
    const now = this.#now();
    const key = pairKey(from, route);
    const known = this.#pairs.get(key);
    const isCounting = known !== undefined && (known.held.length > 0 || now - known.since < muteMs);
    if (!isCounting && this.#pairs.size >= maxPairs) this.#forgetEnded(now);
    if (!isCounting && this.#pairs.size >= maxPairs) return;
    const pair = isCounting ? known : { since: now, failures: 0, mutedUntil: 0, held: [] };
    this.#pairs.set(key, pair);
    if (++pair.failures >= maxFailures) pair.mutedUntil = now + muteMs;
  }

  /**
   * Keeps a stored frame of a muted pair until the mute ends, then calls `again`. `false` where there are too many:
   * then the frame stays unanswered, and comes again with the next connection.
   */
  hold(from: PeerId, route: string, again: () => void): boolean {
    const pair = this.#pairs.get(pairKey(from, route));
    let count = 0;
    for (const { held } of this.#pairs.values()) count += held.length;
    if (!pair || pair.held.length >= maxHeldPerPair || count >= maxHeld) return false;
    pair.held.push(again);
    this.#wait();
    return true;
  }

  /** Lets go of everything held: the way was lost, and what is unanswered comes again with the next one. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { held } of this.#pairs.values()) held.length = 0;
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#release();
    }, muteMs);
  }

  #release(): void {
    const now = this.#now();
    for (const [key, { mutedUntil, held }] of [...this.#pairs]) {
      if (mutedUntil > now || held.length === 0) continue;
      this.#pairs.delete(key);
      for (const again of held) again();
    }
    if ([...this.#pairs.values()].some(({ held }) => held.length > 0)) this.#wait();
  }

  #forgetEnded(now: number): void {
    for (const [key, { since, mutedUntil, held }] of [...this.#pairs]) {
      if (held.length === 0 && mutedUntil <= now && now - since >= muteMs) this.#pairs.delete(key);
    }
  }
}

function pairKey(from: PeerId, route: string): string {
  return `${route} ${from}`;
}
