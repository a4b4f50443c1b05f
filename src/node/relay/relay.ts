import type { WebSocket } from 'ws';
import { isBusinessId } from '../../wire/ids.js';
import type { BusinessId } from '../../wire/ids.js';
import { relaySubprotocol } from '../../wire/limits.js';
import { closeCode } from '../../wire/node-messages.js';
import type { ErrorCode } from '../../errors.js';
import type { Business } from '../businesses.js';
import { Heartbeats } from '../heartbeats.js';
import { errorField } from '../log.js';
import type { Origins } from '../origins.js';
import { Upgrader } from '../upgrade.js';
import type { UpgradeRequest, UpgradeWorld } from '../upgrade.js';
import { Room } from './room.js';
import type { RelayWorld } from './relay-world.js';
import { RelaySession } from './session.js';

/** All sockets on `/relay`. */
export class Relay {
  readonly #world: RelayWorld;
  readonly #origins: Origins;
  readonly #upgrader: Upgrader;
  readonly #rooms = new Map<BusinessId, Room>();
  readonly #heartbeats: Heartbeats;

  constructor(world: RelayWorld, upgrades: UpgradeWorld, aliveMs: number) {
    this.#world = world;
    this.#origins = upgrades.origins;
    this.#upgrader = new Upgrader(upgrades, world.limits.messageBytes, relaySubprotocol);
    this.#heartbeats = new Heartbeats(aliveMs);
    world.businesses.onChange((business, change) => {
      const room = this.#rooms.get(business.id);
      if (change.access) room?.closeUnlisted(business.devices);
      if (change.card) room?.tellCard(business.card);
    });
  }

  /** Opens a socket for one business. */
  upgrade(upgrade: UpgradeRequest): void {
    const { request, url } = upgrade;
    this.#upgrader.upgrade(upgrade, (socket, origin) => {
      const id = url.searchParams.get('b') ?? '';
      const business = isBusinessId(id) ? this.#world.businesses.find(id) : undefined;
      if (business === undefined) refuseSocket(socket, 'business-unknown', closeCode.businessUnknown);
      else if (!this.#allows(business, request.headers.origin))
        refuseSocket(socket, 'origin-refused', closeCode.originRefused);
      else this.#open(socket, origin, business, toSeq(url.searchParams.get('card')));
    });
  }

  /** Closes everybody in slices: a restart is not a stampede. */
  async drain(): Promise<void> {
    await this.#heartbeats.closeAll(closeCode.restart, 'restart');
  }

  /** A browser names the origin of its page. A client that names none is no browser, and could name any. */
  #allows({ record }: Business, origin: string | undefined): boolean {
    const { origins } = record.summary;
    return (
      origins.length === 0 || origin === undefined || origins.includes(origin) || this.#origins.has(origin)
    );
  }

  #open(socket: WebSocket, origin: string, business: Business, cardSeq: number): void {
    const room = this.#room(business.id);
    this.#heartbeats.watch(socket);
    new RelaySession(socket, this.#world, { business, room, origin, cardSeq });
  }

  #room(business: BusinessId): Room {
    const { directory, log } = this.#world;
    const known = this.#rooms.get(business);
    if (known !== undefined) return known;
    const room = new Room(directory, error => {
      log('delivery-failed', { error: errorField(error) });
    });
    this.#rooms.set(business, room);
    return room;
  }
}

function toSeq(text: string | null): number {
  const seq = Number(text);
  return Number.isSafeInteger(seq) ? seq : 0;
}

function refuseSocket(socket: WebSocket, code: ErrorCode, close: number): void {
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ type: 'refused', code }));
  socket.close(close, code);
}
