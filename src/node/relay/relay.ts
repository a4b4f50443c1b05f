import type { WebSocket } from 'ws';
import { isBusinessId } from '../../wire/ids.js';
import type { BusinessId } from '../../wire/ids.js';
import { relaySubprotocol } from '../../wire/limits.js';
import { closeCode } from '../../wire/node-messages.js';
import type { ErrorCode } from '../../errors.js';
import type { Business } from '../businesses.js';
import type { Origins } from '../origins.js';
import { Upgrader } from '../upgrade.js';
import type { UpgradeRequest, UpgradeWorld } from '../upgrade.js';
import { Room } from './room.js';
import type { RelayWorld } from './relay-world.js';
import { RelaySession } from './session.js';

/** Checks for a sign of life are spread over this many turns, so that no turn pings every socket. */
const slices = 10;

/** How many sockets are closed at once while the node stops: their owners come back elsewhere at the same time. */
const drainSlice = 200;

/** All sockets on `/relay`. */
export class Relay {
  readonly #world: RelayWorld;
  readonly #origins: Origins;
  readonly #upgrader: Upgrader;
  readonly #rooms = new Map<BusinessId, Room>();
  readonly #slices = Array.from({ length: slices }, () => new Set<RelaySession>());
  readonly #timer: NodeJS.Timeout;
  #opened = 0;
  #turn = 0;

  constructor(world: RelayWorld, upgrades: UpgradeWorld, aliveMs: number) {
    this.#world = world;
    this.#origins = upgrades.origins;
    this.#upgrader = new Upgrader(upgrades, world.limits.messageBytes, relaySubprotocol);
    this.#timer = setInterval(() => {
      this.#checkAlive();
    }, aliveMs / slices).unref();
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

  /** Proven visitors and devices of a business, where any is connected. */
  room(business: BusinessId): Room | undefined {
    return this.#rooms.get(business);
  }

  /** Closes everybody in slices: a restart is not a stampede. */
  async drain(): Promise<void> {
    clearInterval(this.#timer);
    const sessions = this.#slices.flatMap(slice => [...slice]);
    for (let start = 0; start < sessions.length; start += drainSlice) {
      for (const session of sessions.slice(start, start + drainSlice))
        session.close(closeCode.restart, 'restart');
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** A browser names the page's origin; who names none is no page, and could name any. */
  #allows({ record }: Business, origin: string | undefined): boolean {
    const { origins } = record.facts;
    return (
      origins.length === 0 || origin === undefined || origins.includes(origin) || this.#origins.has(origin)
    );
  }

  #open(socket: WebSocket, origin: string, business: Business, cardSeq: number): void {
    const room = this.#rooms.get(business.id) ?? new Room();
    this.#rooms.set(business.id, room);
    const session = new RelaySession(socket, this.#world, { business, room, origin, cardSeq });
    const slice = this.#slices[this.#opened++ % slices];
    slice?.add(session);
    socket.once('close', () => {
      slice?.delete(session);
    });
  }

  #checkAlive(): void {
    for (const session of this.#slices[this.#turn++ % slices] ?? []) session.checkAlive();
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
