import { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';
import { readHeader } from '../wire/frame.js';
import type { PeerId } from '../wire/ids.js';
import type { ClientMessage, Publish, TicketAnswer } from '../wire/node-messages.js';
import type { Direct, DirectRole, LoadDirect } from './direct.js';
import type { NodeLink, NodeLinkOptions } from './node-link.js';
import type { PeerLink, PeerLinkOptions, Route, RouteWish } from './peer-link.js';
import type { TransportState } from './transport.js';

/** How long the node has to answer a request for a ticket, in ms. */
const ticketMs = 8_000;

export interface BestWorld {
  readonly wish: RouteWish;
  readonly makeRelay: (options: NodeLinkOptions) => NodeLink;
  /** Loads the direct carrier's code: long after the first words, and never where the page wishes the relay. */
  readonly loadDirect: LoadDirect;
}

/**
 * The relay at once, so that no word waits for a negotiation, and a channel between the browsers as soon as there is one
 * (ARCHITECTURE "Carriers"). Order is settled above: frames may overtake each other where the way changes.
 */
export class BestLink implements PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #carriers: BestWorld;
  readonly #relay: NodeLink;
  #direct: Promise<Direct | undefined> | undefined;
  #open: Direct | undefined;
  #asked: ((answer: TicketAnswer) => void)[] = [];

  constructor(options: PeerLinkOptions, carriers: BestWorld) {
    this.#options = options;
    this.#carriers = carriers;
    this.#relay = carriers.makeRelay({
      ...options,
      onNews: news => {
        if (news.type === 'ticket') this.#asked.shift()?.(news);
        else options.onNews(news);
      },
    });
  }

  get state(): TransportState {
    return this.#relay.state;
  }

  connect(): void {
    this.#relay.connect();
  }

  async send(
    frame: Bytes,
    { durable, by }: { readonly durable: boolean; readonly by?: 'relay' },
  ): Promise<void> {
    const header = readHeader(frame);
    // The node copies and stores what begins a session: only what is said inside one can go directly.
    const peer = by === undefined && header?.kind === 'message' ? header.to : undefined;
    if (peer !== undefined) {
      try {
        if (this.#open?.isOpen(peer)) {
          await this.#open.send(peer, frame, { durable });
          return;
        }
      } catch (cause) {
        // The channel died under way: the identical frame takes the other way, and who has it drops it.
        if (!(cause instanceof SecureChatError) || cause.code !== 'peer-unreachable') throw cause;
      }
      if (this.#carriers.wish === 'direct') {
        // On a channel that stays open no opening will say when to try again: the frame waits a moment.
        throw new SecureChatError(this.#open?.isOpen(peer) ? 'too-often' : 'peer-unreachable');
      }
    }
    return this.#relay.send(frame, { durable });
  }

  publish(publication: Omit<Publish, 'type' | 'n'>): Promise<void> {
    return this.#relay.publish(publication);
  }

  say(message: ClientMessage): void {
    this.#relay.say(message);
  }

  routeTo(peer: PeerId): Route {
    if (this.#open?.isOpen(peer)) return 'direct';
    return this.#relay.state === 'open' && this.#carriers.wish !== 'direct' ? 'relay' : 'none';
  }

  async fingerprint(): Promise<string | undefined> {
    return (await this.#load())?.fingerprint;
  }

  async bind(peer: PeerId, fingerprint: string, role: DirectRole): Promise<void> {
    await (await this.#load())?.bind(peer, fingerprint, role);
  }

  unbind(peer: PeerId): void {
    this.#open?.unbind(peer);
  }

  close(): void {
    const loading = this.#direct;
    this.#direct = undefined;
    this.#open = undefined;
    this.#asked = [];
    void loading?.then(direct => {
      direct?.close();
    });
    this.#relay.close();
  }

  #load(): Promise<Direct | undefined> {
    if (this.#carriers.wish === 'relay') return Promise.resolve(undefined);
    if (this.#direct) return this.#direct;
    const { node, business, id, onFrame, onRoute } = this.#options;
    const loading: Promise<Direct | undefined> = this.#carriers
      .loadDirect({
        node,
        business,
        id,
        ticket: () => this.#ticket(),
        onFrame,
        onChannel: (peer, _isOpen, error) => {
          if (this.#direct === loading) onRoute(peer, error);
        },
      })
      .then(
        direct => {
          if (this.#direct === loading) this.#open = direct;
          return direct;
        },
        () => {
          // The code could not be fetched: the relay carries on, and the next try fetches again.
          if (this.#direct === loading) this.#direct = undefined;
          return undefined;
        },
      );
    this.#direct = loading;
    return loading;
  }

  #ticket(): Promise<TicketAnswer> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#asked = this.#asked.filter(asked => asked !== take);
        reject(new SecureChatError('node-unreachable'));
      }, ticketMs);
      const take = (answer: TicketAnswer): void => {
        clearTimeout(patience);
        resolve(answer);
      };
      this.#asked.push(take);
      this.say({ type: 'ticket' });
    });
  }
}
