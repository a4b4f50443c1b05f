import type { RawData, WebSocket } from 'ws';
import { isBusinessId, isPeerId } from '../../wire/ids.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Businesses } from '../businesses.js';
import type { Directory } from '../cluster/directory.js';
import type { Counters } from '../counters.js';
import { Heartbeats } from '../heartbeats.js';
import type { Limits } from '../limits.js';
import { errorField } from '../log.js';
import type { Log } from '../log.js';
import type { Tickets } from '../tickets.js';
import { Upgrader } from '../upgrade.js';
import type { UpgradeRequest, UpgradeWorld } from '../upgrade.js';
import { PeerHost } from './facade.js';
import { readSignal } from './signal.js';
import type { Signal } from './signal.js';
import { SignallingPeer } from './signalling-peer.js';
import type { AddressedSignal, RoutedSignal } from './signalling-peer.js';

/** What signalling works with. */
export interface SignallingWorld {
  readonly businesses: Businesses;
  readonly directory: Directory<RoutedSignal>;
  readonly tickets: Tickets;
  readonly limits: Limits;
  readonly counters: Counters;
  readonly log: Log;
  readonly now: () => number;
}

/** All sockets on `/peerjs`: stock PeerJS in the browser, stock PeerServer behind a facade, admission between. */
export class Signalling {
  readonly #world: SignallingWorld;
  readonly #upgrader: Upgrader;
  readonly #heartbeats: Heartbeats;
  readonly #host: PeerHost;
  /** Peers with a socket at this node: PeerServer knows an id once, whichever business it is of. */
  readonly #peers = new Map<PeerId, SignallingPeer>();

  constructor(world: SignallingWorld, upgrades: UpgradeWorld, aliveMs: number) {
    this.#world = world;
    this.#upgrader = new Upgrader(upgrades, world.limits.signalBytes);
    this.#heartbeats = new Heartbeats(aliveMs);
    this.#host = new PeerHost(this.#fail);
    world.businesses.onChange(({ id, devices }, change) => {
      if (change.access) this.#closeUnlisted(id, devices);
    });
  }

  readonly #fail = (error: unknown): void => {
    this.#world.log('signalling-failed', { error: errorField(error) });
  };

  /** Opens a socket for a peer that shows a ticket; PeerJS's `key` names the business. */
  upgrade(upgrade: UpgradeRequest): void {
    const { searchParams } = upgrade.url;
    const business = searchParams.get('key') ?? '';
    const id = searchParams.get('id') ?? '';
    const ticket = searchParams.get('token') ?? '';
    this.#upgrader.upgrade(upgrade, socket => {
      this.#heartbeats.watch(socket);
      const isAdmitted =
        isBusinessId(business) && isPeerId(id) && this.#world.tickets.spend(ticket, business, id);
      if (isAdmitted) this.#enter(socket, business, id);
      else {
        socket.send(JSON.stringify({ type: 'ERROR', payload: { msg: 'admission-refused' } }));
        socket.close(closeCode.admissionRefused, 'admission-refused');
      }
    });
  }

  /** Closes everybody in slices. */
  async drain(): Promise<void> {
    await this.#heartbeats.closeAll(closeCode.restart, 'restart');
  }

  #enter(socket: WebSocket, business: BusinessId, id: PeerId): void {
    const { directory } = this.#world;
    const peer = new SignallingPeer(
      this.#world,
      { business, id, socket },
      signal => this.#pass(signal),
      this.#fail,
    );
    const known = this.#peers.get(id);
    this.#peers.set(id, peer);
    // PeerServer must see the old one leave first: else it knows the id already and never answers `OPEN`.
    if (known !== undefined) {
      directory.leave(known);
      known.replace();
    }
    directory.enter(peer);
    socket.on('message', (data, isBinary) => {
      this.#receive(peer, data, isBinary);
    });
    socket.once('close', () => {
      if (this.#peers.get(id) !== peer) return;
      this.#peers.delete(id);
      directory.leave(peer);
      peer.facade.emit('close');
    });
    this.#host.enter(id, peer.facade);
  }

  #receive(peer: SignallingPeer, data: RawData, isBinary: boolean): void {
    if (!this.#has(peer)) return;
    if (!peer.mayReceive()) {
      peer.socket.close(closeCode.tooOften, 'too-often');
      return;
    }
    const signal = isBinary || !Buffer.isBuffer(data) ? undefined : readSignal(data.toString('utf8'));
    if (signal === undefined) this.#world.counters.add('signals_dropped');
    else if (signal.type === 'HEARTBEAT') this.#toPeerServer(peer, signal);
    else this.#route(peer, signal);
  }

  /** Customers and devices of one business reach each other; customers never reach customers. */
  #route(peer: SignallingPeer, signal: AddressedSignal): void {
    const { directory } = this.#world;
    const isAcross = signal.dst.charAt(0) !== peer.id.charAt(0);
    const finding = isAcross ? directory.find(peer.business, signal.dst) : Promise.resolve([]);
    peer.signals.run(finding, ([place]) => {
      if (!this.#has(peer)) return;
      if (place === undefined) {
        expire(peer, signal);
        return;
      }
      void place.deliver({ from: peer.id, signal }).then(isTaken => {
        if (!isTaken) expire(peer, signal);
      });
    });
  }

  /** Hands a signal for a peer of this node to PeerServer, by the socket of its sender. */
  #pass({ from, signal }: RoutedSignal): boolean {
    const peer = this.#peers.get(from);
    if (peer !== undefined) this.#toPeerServer(peer, signal);
    return peer !== undefined;
  }

  #toPeerServer(peer: SignallingPeer, signal: Signal): void {
    this.#world.counters.add('signals');
    peer.facade.emit('message', JSON.stringify(signal));
  }

  #has(peer: SignallingPeer): boolean {
    return this.#peers.get(peer.id) === peer;
  }

  #closeUnlisted(business: BusinessId, listed: ReadonlySet<PeerId>): void {
    for (const peer of this.#peers.values()) {
      const isOurs = peer.business === business && peer.isDevice;
      if (isOurs && !listed.has(peer.id)) peer.socket.close(closeCode.admissionRefused, 'admission-refused');
    }
  }
}

/** Says at once that nobody is there: stock PeerServer would keep the offer and say so after six seconds. */
function expire(peer: SignallingPeer, { dst }: AddressedSignal): void {
  peer.send(JSON.stringify({ type: 'EXPIRE', src: dst, dst: peer.id }));
}
