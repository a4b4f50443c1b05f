import type { ErrorCode } from '../../errors.js';
import type { PeerLink, RouteWish } from '../../transport/peer-link.js';
import type { PeerId } from '../../wire/ids.js';
import type { Payload } from '../../wire/payload/payload.js';
import type { VisitorState } from '../model/visitor-state.js';
import type { Received } from '../thread/received.js';
import type { DirectSeeker } from './direct-seeker.js';
import type { VisitorExchange } from './visitor-exchange.js';

/** How the connection stands, as all tabs show it. */
export type Standing = Pick<VisitorState, 'connection' | 'route' | 'teamOnline'>;

export interface VisitorRouteWorld {
  readonly link: PeerLink;
  readonly wish: RouteWish;
  readonly exchange: VisitorExchange;
  /** The fence of the term that is going on; another one, or none, ends what began under it. */
  readonly fence: () => number;
  readonly sendOne: (payload: Payload, how: 'transient' | 'durable') => Promise<void>;
  readonly onStanding: (change: Partial<Standing>) => void;
}

/** Which way the visitor's words go: through the node, or straight to whoever has a session with her. */
export class VisitorRoute {
  readonly #world: VisitorRouteWorld;
  #seeker: DirectSeeker | undefined;
  #holder: PeerId | undefined;
  #isTeamOnline = false;

  constructor(world: VisitorRouteWorld) {
    this.#world = world;
  }

  /** The device that holds the conversation, where there is a session with it. */
  get holder(): PeerId | undefined {
    return this.#holder;
  }

  /** What begins a session goes through the node in any case. */
  get current(): VisitorState['route'] {
    const { link } = this.#world;
    if (this.#holder !== undefined) return link.routeTo(this.#holder);
    return link.state === 'open' ? 'relay' : 'none';
  }

  /** Answers whether somebody else holds the conversation now, who may be reached otherwise or not at all. */
  follow(holder: { readonly device: PeerId; readonly sid: string } | undefined): boolean {
    const before = this.#holder;
    this.#holder = holder?.sid ? holder.device : undefined;
    return this.#holder !== before;
  }

  /** The node says whether somebody of the team is there. */
  team(isOnline: boolean): void {
    this.#isTeamOnline = isOnline;
    this.#world.onStanding({ teamOnline: isOnline });
  }

  tell(): void {
    const { link, onStanding } = this.#world;
    const route = this.current;
    const without = link.state === 'open' ? 'connecting' : 'offline';
    onStanding({ route, connection: route === 'none' ? without : 'online' });
  }

  heard({ from, rtc }: Received): void {
    this.#seeker?.heard(from, rtc);
  }

  changed(peer: PeerId, code: ErrorCode | undefined): void {
    this.#seeker?.changed(peer, code);
    this.tell();
  }

  /** Looks for the way between the two browsers, once there is somebody to look for. */
  async seek(options?: { readonly isHopeful: boolean }): Promise<void> {
    const { link, wish, exchange, fence, sendOne } = this.#world;
    const began = fence();
    if (began < 0 || this.#holder === undefined || wish === 'relay') return;
    // Code that cannot be fetched now is fetched at the next occasion: words go through the node meanwhile.
    const sessions = await exchange.answers().catch(() => undefined);
    const { holder } = this;
    if (!sessions || holder === undefined || fence() !== began) return;
    this.#seeker ??= sessions.seeker({
      link,
      send: (_peer, payload) => sendOne(payload, 'durable'),
      isTeamOnline: () => this.#isTeamOnline,
    });
    this.#seeker.seek(holder, options);
  }

  stop(): void {
    this.#seeker?.stop();
    this.#seeker = undefined;
  }
}
