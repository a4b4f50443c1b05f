import type { RawData, WebSocket } from 'ws';
import { isBusinessId, isPeerId } from '../../wire/ids.js';
import type { BusinessId, PeerId } from '../../wire/ids.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Businesses } from '../businesses.js';
import type { Counters } from '../counters.js';
import { Heartbeats } from '../heartbeats.js';
import type { Limits } from '../limits.js';
import { errorFact } from '../log.js';
import type { Log } from '../log.js';
import type { Tickets } from '../tickets.js';
import { TokenBucket } from '../token-bucket.js';
import { Upgrader } from '../upgrade.js';
import type { UpgradeRequest, UpgradeWorld } from '../upgrade.js';
import { FacadeSocket, PeerHost } from './facade.js';
import { readSignal } from './signal.js';

/** What signalling works with. */
export interface SignallingWorld {
  readonly businesses: Businesses;
  readonly tickets: Tickets;
  readonly limits: Limits;
  readonly counters: Counters;
  readonly log: Log;
  readonly now: () => number;
}

/** A peer that dials or may be dialled. */
interface Seat {
  readonly id: PeerId;
  readonly business: BusinessId;
  readonly socket: WebSocket;
  readonly facade: FacadeSocket;
  readonly rate: TokenBucket;
}

/** All sockets on `/peerjs`: stock PeerJS in the browser, stock PeerServer behind a facade, admission between. */
export class Signalling {
  readonly #world: SignallingWorld;
  readonly #upgrader: Upgrader;
  readonly #heartbeats: Heartbeats;
  readonly #host: PeerHost;
  readonly #seats = new Map<PeerId, Seat>();

  constructor(world: SignallingWorld, upgrades: UpgradeWorld, aliveMs: number) {
    this.#world = world;
    this.#upgrader = new Upgrader(upgrades, world.limits.signalBytes);
    this.#heartbeats = new Heartbeats(aliveMs);
    this.#host = new PeerHost(error => {
      world.log('signalling-failed', { error: errorFact(error) });
    });
    world.businesses.onChange(({ id, devices }, change) => {
      if (change.access) this.#closeUnlisted(id, devices);
    });
  }

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
    const { limits, now } = this.#world;
    const facade = new FacadeSocket(
      text => {
        this.#send(socket, text);
      },
      () => {
        socket.close(closeCode.tryLater, 'signalling-failed');
      },
    );
    const rate = new TokenBucket(limits.framesPerSecond, limits.frameBurst, now());
    const seat = { id, business, socket, facade, rate };
    const replaced = this.#seats.get(id);
    this.#seats.set(id, seat);
    // PeerServer must see the old one leave first: else it knows the id already and never answers `OPEN`.
    replaced?.facade.emit('close');
    replaced?.socket.close(closeCode.replaced, 'replaced');
    socket.on('message', (data, isBinary) => {
      this.#take(seat, data, isBinary);
    });
    socket.once('close', () => {
      if (this.#seats.get(id) !== seat) return;
      this.#seats.delete(id);
      facade.emit('close');
    });
    this.#host.enter(id, facade);
  }

  #take(seat: Seat, data: RawData, isBinary: boolean): void {
    const { counters, now } = this.#world;
    if (this.#seats.get(seat.id) !== seat) return;
    if (seat.rate.take(now()) > 0) {
      seat.socket.close(closeCode.tooOften, 'too-often');
      return;
    }
    const signal = isBinary || !Buffer.isBuffer(data) ? undefined : readSignal(data.toString('utf8'));
    if (signal === undefined) counters.add('signals_dropped');
    else if (signal.type === 'HEARTBEAT' || this.#reaches(seat, signal.dst)) {
      counters.add('signals');
      seat.facade.emit('message', JSON.stringify(signal));
    } else {
      // At once: stock PeerServer would keep the offer and say so after six seconds.
      this.#send(seat.socket, JSON.stringify({ type: 'EXPIRE', src: signal.dst, dst: seat.id }));
    }
  }

  /** Customers and devices of one business reach each other; customers never reach customers. */
  #reaches(from: Seat, to: PeerId): boolean {
    const seat = this.#seats.get(to);
    return seat?.business === from.business && to.charAt(0) !== from.id.charAt(0);
  }

  #send(socket: WebSocket, text: string): void {
    if (socket.bufferedAmount < this.#world.limits.bufferedBytes) socket.send(text);
    else socket.close(closeCode.tryLater, 'reader-slow');
  }

  #closeUnlisted(business: BusinessId, listed: ReadonlySet<PeerId>): void {
    for (const seat of this.#seats.values()) {
      const isOurs = seat.business === business && seat.id.startsWith('a');
      if (isOurs && !listed.has(seat.id)) seat.socket.close(closeCode.admissionRefused, 'admission-refused');
    }
  }
}
