import type { Limits } from './limits.js';
import { TokenBucket } from './token-bucket.js';

/** What one address uses at present; behind it may be one person or a whole office. */
interface AddressUsage {
  sockets: number;
  readonly upgrades: TokenBucket;
}

/** Counts the sockets of the node and of each address, and decides who may open one more. */
export class SocketGate {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #addresses = new Map<string, AddressUsage>();
  #sockets = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Sockets that are open now. */
  get sockets(): number {
    return this.#sockets;
  }

  /** Counts a socket in with 0, or answers the seconds after which to try again. */
  enter(address: string | undefined): number {
    if (this.#sockets >= this.#limits.sockets) return 10;
    if (address !== undefined) {
      const usage = this.#usage(address);
      if (usage.sockets >= this.#limits.socketsPerAddress) return 30;
      const waitMs = usage.upgrades.consume(this.#now());
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      usage.sockets += 1;
    }
    this.#sockets += 1;
    return 0;
  }

  /** Counts a socket out. */
  leave(address: string | undefined): void {
    this.#sockets -= 1;
    const usage = address === undefined ? undefined : this.#addresses.get(address);
    if (usage !== undefined) usage.sockets -= 1;
  }

  #usage(address: string): AddressUsage {
    const known = this.#addresses.get(address);
    if (known !== undefined) return known;
    if (this.#addresses.size >= this.#limits.addresses) this.#forgetIdle();
    const perMinute = this.#limits.upgradesPerMinute;
    const usage = { sockets: 0, upgrades: new TokenBucket(perMinute / 60, perMinute, this.#now()) };
    this.#addresses.set(address, usage);
    return usage;
  }

  /** Drops addresses without a socket: those whose allowance is full first, else all of them. */
  #forgetIdle(): void {
    const now = this.#now();
    const idle = [...this.#addresses].filter(([, { sockets }]) => sockets === 0);
    const full = idle.filter(([, { upgrades }]) => upgrades.isFull(now));
    for (const [address] of full.length > 0 ? full : idle) this.#addresses.delete(address);
  }
}
