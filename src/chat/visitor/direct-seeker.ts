import type { ErrorCode } from '../../errors.js';
import type { PeerLink } from '../../transport/peer-link.js';
import type { PeerId } from '../../wire/ids.js';
import type { ReceivedPayload } from '../../wire/payload/payload.js';
import { DirectRoute } from '../connection/direct-route.js';
import type { DirectRouteWorld } from '../connection/direct-route.js';

/** Whoever was heard so recently is there, whatever the node says of the team, in ms. */
const heardRecentlyMs = 300_000;

export interface DirectSeekerWorld {
  readonly link: PeerLink;
  readonly send: DirectRouteWorld['send'];
  /** Whether the node says that somebody of the team is there. */
  readonly isTeamOnline: () => boolean;
}

/** Steers the visitor's direct way: to whom, and when it is worth a try. Its code comes once somebody answered. */
export class DirectSeeker {
  readonly #route: DirectRoute;
  /** When the team was last heard, in ms of the page's clock. */
  #heardAt = -Infinity;

  constructor({ link, send, isTeamOnline }: DirectSeekerWorld) {
    this.#route = new DirectRoute(
      { link, send },
      () => link.state === 'open' && (isTeamOnline() || performance.now() - this.#heardAt < heardRecentlyMs),
    );
  }

  /** `holder` has a session with us. `isHopeful`: somebody came back, and what failed before may work now. */
  seek(holder: PeerId, { isHopeful = false } = {}): void {
    this.#route.setPeer(holder);
    if (isHopeful) this.#route.retryNow();
  }

  /** A frame came in, with the peer's certificate or without. */
  heard(from: PeerId, rtc: Extract<ReceivedPayload, { type: 'rtc' }> | undefined): void {
    this.#heardAt = performance.now();
    if (rtc) void this.#route.onFingerprint(from, rtc);
  }

  changed(peer: PeerId, code: ErrorCode | undefined): void {
    this.#route.changed(peer, code);
  }

  stop(): void {
    this.#route.stop();
  }
}
