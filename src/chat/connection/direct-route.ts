import type { PeerLink } from '../../transport/peer-link.js';
import type { ErrorCode } from '../../errors.js';
import type { PeerId } from '../../wire/ids.js';
import type { Payload } from '../../wire/payload/payload.js';

/** How long the other page has to answer, and how long to wait before the next try: it doubles up to the longest, in ms. */
const answerMs = 8_000;
const firstPauseMs = 2_000;
const longestPauseMs = 600_000;

type Rtc = Extract<Payload, { type: 'rtc' }>;

/** The world of one side's direct route. */
export interface DirectRouteWorld {
  readonly link: Pick<PeerLink, 'fingerprint' | 'bind' | 'unbind' | 'routeTo'>;
  /** Sends inside the session with the peer, through the node; what fails is tried again from the start. */
  readonly send: (peer: PeerId, payload: Rtc) => Promise<void>;
}

/**
 * The customer's side of the direct route (PROTOCOL 10). Before each dial both sides tell each other, inside the session,
 * which certificate this page load has: an answer also says that the other page is there now.
 */
export class DirectRoute {
  readonly #world: DirectRouteWorld;
  /** Whether there is any sense in asking: the node is there, and so is somebody to answer. */
  readonly #mayAsk: () => boolean;
  #peer: PeerId | undefined;
  #isAsking = false;
  /** Whether the node has what this page asks: what comes before answers an earlier page. */
  #hasAsked = false;
  #isRefused = false;
  #pauseMs = firstPauseMs;
  #nextAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(world: DirectRouteWorld, mayAsk: () => boolean) {
    this.#world = world;
    this.#mayAsk = mayAsk;
  }

  /** `peer` holds the conversation; `undefined`: nobody does. */
  setPeer(peer: PeerId | undefined): void {
    if (peer !== this.#peer) {
      if (this.#peer !== undefined) this.#world.link.unbind(this.#peer);
      this.#reset();
      this.#peer = peer;
    }
    this.#seek();
  }

  /** Somebody came back: what failed before may work now. */
  retryNow(): void {
    this.#pauseMs = firstPauseMs;
    this.#nextAt = 0;
    this.#seek();
  }

  /** The holder announced its certificate, or that it has none. */
  async onFingerprint(peer: PeerId, { fingerprint }: Rtc): Promise<void> {
    if (peer !== this.#peer || !this.#isAsking || !this.#hasAsked) return;
    if (fingerprint === undefined) {
      this.#isRefused = true;
      this.#isAsking = false;
      return;
    }
    // From here on the carrier says how the dial ends.
    clearTimeout(this.#timer);
    try {
      await this.#world.link.bind(peer, fingerprint, 'dial');
    } catch {
      // The node's signalling is not there: as with a channel that fails, the next try comes later.
      this.changed(peer, undefined);
    }
  }

  /** The way to `peer` changed. */
  changed(peer: PeerId, code: ErrorCode | undefined): void {
    if (peer !== this.#peer) return;
    clearTimeout(this.#timer);
    this.#isAsking = false;
    if (this.#world.link.routeTo(peer) === 'direct') {
      this.#pauseMs = firstPauseMs;
      return;
    }
    // Somebody between the two altered the way: this page does not try it again.
    if (code === 'route-tampered') this.#isRefused = true;
    this.#pause();
  }

  stop(): void {
    this.#reset();
    this.#peer = undefined;
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#isAsking = false;
    this.#isRefused = false;
    this.#pauseMs = firstPauseMs;
    this.#nextAt = 0;
  }

  #seek(): void {
    const peer = this.#peer;
    const isIdle = peer !== undefined && !this.#isAsking && !this.#isRefused;
    if (!isIdle || this.#world.link.routeTo(peer) === 'direct') return;
    if (performance.now() < this.#nextAt || !this.#mayAsk()) return;
    this.#isAsking = true;
    this.#hasAsked = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isAsking = false;
      this.#pause();
    }, answerMs);
    void this.#ask(peer);
  }

  async #ask(peer: PeerId): Promise<void> {
    const { link, send } = this.#world;
    const fingerprint = await link.fingerprint();
    if (fingerprint === undefined) {
      this.changed(peer, undefined);
      return;
    }
    if (peer !== this.#peer || !this.#isAsking) return;
    await send(peer, { type: 'rtc', fingerprint });
    this.#hasAsked = true;
  }

  #pause(): void {
    this.#nextAt = performance.now() + this.#pauseMs;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    this.#timer = setTimeout(() => {
      this.#seek();
    }, pauseMs);
  }
}

/** The desk's side: ready to be dialled under the announced certificate before it answers with its own. */
export async function answerRtc(
  { link, send }: DirectRouteWorld,
  peer: PeerId,
  { fingerprint }: Rtc,
): Promise<void> {
  const own = await link.fingerprint();
  if (own === undefined || fingerprint === undefined) {
    if (fingerprint !== undefined) await send(peer, { type: 'rtc' });
    return;
  }
  try {
    await link.bind(peer, fingerprint, 'await');
  } catch {
    // Nobody could dial this desk now: it says nothing, and the customer's side asks again.
    return;
  }
  await send(peer, { type: 'rtc', fingerprint: own });
}
