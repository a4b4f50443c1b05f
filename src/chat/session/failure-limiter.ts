import type { PeerId } from '../../wire/ids.js';

/** Frames of one pair that may fail within the time of a mute, before it is muted so long (PROTOCOL 6). */
const maxFailures = 32;
const muteMs = 60_000;
/** Pairs that are counted, and frames deferred, at once: names cost a hostile node nothing. */
const maxPairs = 1_024;
const maxDeferred = 1_024;
const maxDeferredPerPair = 256;

/** Sender and route of a frame. */
interface Pair {
  readonly since: number;
  failures: number;
  mutedUntil: number;
  readonly deferred: (() => void)[];
}

/**
 * Who sent too much that did not open is not listened to for a minute on that route (PROTOCOL 6): each try costs a
 * handful of key derivations. The sender's name is not proven, so a node can mute its own route for anybody, which it
 * could as well cut; hence the route. What is stored waits meanwhile, unanswered: none of it is lost.
 */
export class FailureLimiter {
  readonly #now: () => number;
  readonly #pairs = new Map<string, Pair>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number) {
    this.#now = now;
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
    const isCounting = known !== undefined && (known.deferred.length > 0 || now - known.since < muteMs);
    if (!isCounting && this.#pairs.size >= maxPairs) this.#forgetEnded(now);
    if (!isCounting && this.#pairs.size >= maxPairs) return;
    const pair = isCounting ? known : { since: now, failures: 0, mutedUntil: 0, deferred: [] };
    this.#pairs.set(key, pair);
    if (++pair.failures >= maxFailures) pair.mutedUntil = now + muteMs;
  }

  /**
   * Keeps a stored frame of a muted pair until the mute ends, then calls `retry`. Where there are too many, the frame stays
   * unanswered, and comes again with the next connection.
   */
  defer(from: PeerId, route: string, retry: () => void): void {
    const pair = this.#pairs.get(pairKey(from, route));
    let count = 0;
    for (const { deferred } of this.#pairs.values()) count += deferred.length;
    if (!pair || pair.deferred.length >= maxDeferredPerPair || count >= maxDeferred) return;
    pair.deferred.push(retry);
    this.#wait();
  }

  /** Drops everything deferred: the way was lost, and what is unanswered comes again with the next one. */
  dropDeferred(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { deferred } of this.#pairs.values()) deferred.length = 0;
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#release();
    }, muteMs);
  }

  #release(): void {
    const now = this.#now();
    for (const [key, { mutedUntil, deferred }] of [...this.#pairs]) {
      if (mutedUntil > now || deferred.length === 0) continue;
      this.#pairs.delete(key);
      for (const retry of deferred) retry();
    }
    if ([...this.#pairs.values()].some(({ deferred }) => deferred.length > 0)) this.#wait();
  }

  #forgetEnded(now: number): void {
    for (const [key, { since, mutedUntil, deferred }] of [...this.#pairs]) {
      if (deferred.length === 0 && mutedUntil <= now && now - since >= muteMs) this.#pairs.delete(key);
    }
  }
}

function pairKey(from: PeerId, route: string): string {
  return `${route} ${from}`;
}
