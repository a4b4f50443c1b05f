import type { ErrorCode } from '../../errors.js';
import type { PeerId } from '../../wire/ids.js';
import type { VisitorState } from '../model/visitor-state.js';
import type { ConversationRecord } from '../store/records.js';
import type { Received } from '../thread/received.js';
import type { DirectSeeker } from './direct-seeker.js';
import type { VisitorExchangeWorld } from './visitor-exchange-world.js';

/** How the connection stands, as all tabs show it. */
export type Standing = Pick<VisitorState, 'connection' | 'route' | 'teamOnline'>;

/** Which way the visitor's words go: through the node, or straight to whoever has a session with her. */
export class VisitorRoute {
  readonly #world: VisitorExchangeWorld;
  readonly #onStanding: (change: Partial<Standing>) => void;
  #seeker: DirectSeeker | undefined;
  #holder: PeerId | undefined;
  #isTeamOnline = false;

  constructor(world: VisitorExchangeWorld, onStanding: (change: Partial<Standing>) => void) {
    this.#world = world;
    this.#onStanding = onStanding;
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
  follow({ holder }: ConversationRecord): boolean {
    const before = this.#holder;
    this.#holder = holder?.sid ? holder.device : undefined;
    return this.#holder !== before;
  }

  /** The node says whether somebody of the team is there. */
  team(isOnline: boolean): void {
    this.#isTeamOnline = isOnline;
    this.#onStanding({ teamOnline: isOnline });
  }

  tell(without: 'connecting' | 'offline'): void {
    const route = this.current;
    this.#onStanding({ route, connection: route === 'none' ? without : 'online' });
  }

  heard({ from, rtc }: Received): void {
    this.#seeker?.heard(from, rtc);
  }

  changed(peer: PeerId, code: ErrorCode | undefined): void {
    this.#seeker?.changed(peer, code);
  }

  /** Looks for the way between the two browsers, once there is somebody to look for. */
  async seek(options?: { readonly isHopeful: boolean }): Promise<void> {
    const { fence, wish, link } = this.#world;
    if (fence < 0 || this.#holder === undefined || wish === 'relay') return;
    // Code that cannot be fetched now is fetched at the next occasion: words go through the node meanwhile.
    const code = await import('./direct-seeker.js').catch(() => undefined);
    const { holder } = this;
    if (!code || holder === undefined || this.#world.fence !== fence) return;
    this.#seeker ??= new code.DirectSeeker({
      link,
      send: (_peer, payload) => this.#world.send(this.#world.identity.conversation, payload, 'durable'),
      isTeamOnline: () => this.#isTeamOnline,
    });
    this.#seeker.seek(holder, options);
  }

  stop(): void {
    this.#seeker?.stop();
    this.#seeker = undefined;
  }
}
