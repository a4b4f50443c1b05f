import type { Limits } from './limits.js';
import { TokenBucket } from './token-bucket.js';

interface Neighbour {
  sockets: number;
  readonly upgrades: TokenBucket;
}

/** Counts sockets of the node and of each address, and says who may open one more. */
export class SocketGate {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #neighbours = new Map<string, Neighbour>();
  #sockets = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Sockets that are open now. */
  get sockets(): number {
    return this.#sockets;
  }

  /** Takes a place for a socket: 0 where there was one, else the seconds after which to try again. */
  enter(address: string | undefined): number {
    if (this.#sockets >= this.#limits.sockets) return 10;
    if (address !== undefined) {
      const neighbour = this.#neighbour(address);
      if (neighbour.sockets >= this.#limits.socketsPerAddress) return 30;
      const waitMs = neighbour.upgrades.take(this.#now());
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      neighbour.sockets += 1;
    }
    this.#sockets += 1;
    return 0;
  }

  /** Gives the place of a socket back. */
  leave(address: string | undefined): void {
    this.#sockets -= 1;
    const neighbour = address === undefined ? undefined : this.#neighbours.get(address);
    if (neighbour !== undefined) neighbour.sockets -= 1;
  }

  #neighbour(address: string): Neighbour {
    const known = this.#neighbours.get(address);
    if (known !== undefined) return known;
    if (this.#neighbours.size >= this.#limits.addresses) this.#forgetIdle();
    const perMinute = this.#limits.upgradesPerMinute;
    const neighbour = { sockets: 0, upgrades: new TokenBucket(perMinute / 60, perMinute, this.#now()) };
    this.#neighbours.set(address, neighbour);
    return neighbour;
  }

  /** Drops addresses without a socket: those with nothing to count first, then whatever must go. */
  #forgetIdle(): void {
    const now = this.#now();
    const idle = [...this.#neighbours].filter(([, { sockets }]) => sockets === 0);
    const full = idle.filter(([, { upgrades }]) => upgrades.isFull(now));
    for (const [address] of full.length > 0 ? full : idle) this.#neighbours.delete(address);
  }
}
