import type { WebSocket } from 'ws';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Member } from '../cluster/directory.js';
import { InOrder } from '../in-order.js';
import type { Limits } from '../limits.js';
import { TokenBucket } from '../token-bucket.js';
import { FacadeSocket } from './facade.js';
import type { Signal } from './signal.js';

/** A signal for another peer. */
export type AddressedSignal = Exclude<Signal, { type: 'HEARTBEAT' }>;

/** A signal on its way, and whose it is. */
export interface RoutedSignal {
  readonly from: PeerId;
  readonly signal: AddressedSignal;
}

/** What a peer is bounded by. */
interface PeerWorld {
  readonly limits: Limits;
  readonly now: () => number;
}

/** A peer that may dial and be dialled: its socket, and the facade that PeerServer has of it. */
export class SignallingPeer implements Member<RoutedSignal> {
  readonly business: BusinessId;
  readonly id: PeerId;
  readonly socket: WebSocket;
  readonly facade: FacadeSocket;
  /** Candidates follow their offer, though each is looked up in the directory. */
  readonly signals: InOrder;
  readonly #world: PeerWorld;
  readonly #rate: TokenBucket;
  readonly #receive: (signal: RoutedSignal) => boolean;

  constructor(
    world: PeerWorld,
    { business, id, socket }: { business: BusinessId; id: PeerId; socket: WebSocket },
    receive: (signal: RoutedSignal) => boolean,
    onFailure: (error: unknown) => void,
  ) {
    this.#world = world;
    this.business = business;
    this.id = id;
    this.socket = socket;
    this.#receive = receive;
    this.signals = new InOrder(onFailure);
    const { limits, now } = world;
    this.#rate = new TokenBucket(limits.framesPerSecond, limits.frameBurst, now());
    this.facade = new FacadeSocket(
      text => {
        this.send(text);
      },
      () => {
        socket.close(closeCode.tryLater, 'signalling-failed');
      },
    );
  }

  get isDevice(): boolean {
    return this.id.startsWith('a');
  }

  /** Whether it may send one more message now. */
  mayReceive(): boolean {
    return this.#rate.consume(this.#world.now()) === 0;
  }

  /** Sends a text to the client; one that is too slow for it is closed. */
  send(text: string): void {
    if (this.socket.bufferedAmount < this.#world.limits.bufferedBytes) this.socket.send(text);
    else this.socket.close(closeCode.tryLater, 'reader-slow');
  }

  deliver(signal: RoutedSignal): Promise<boolean> {
    return Promise.resolve(this.#receive(signal));
  }

  /** Ends the socket, for PeerServer at once. */
  replace(): void {
    this.facade.emit('close');
    this.socket.close(closeCode.replaced, 'replaced');
  }
}
