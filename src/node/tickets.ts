import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { BusinessId, PeerId } from '../wire/ids.js';
import { ticketSeconds } from '../wire/limits.js';

/**
 * Tickets for `/peerjs`: they say that an id was proven on `/relay` a minute ago at most, and open one socket each.
 * The secret lives as long as the process: after a restart everybody proves again anyway.
 */
export class Tickets {
  readonly #secret = randomBytes(32);
  readonly #now: () => number;
  readonly #spent = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A fresh ticket. */
  issue(business: BusinessId, id: PeerId): string {
    const body = Buffer.alloc(16);
    body.writeUIntBE(this.#now() + ticketSeconds * 1000, 0, 6);
    randomBytes(10).copy(body, 6);
    return Buffer.concat([body, this.#mac(business, id, body)]).toString('base64url');
  }

  /** Spends a ticket: whether this node issued it, for this id, a minute ago at most, and it was not spent before. */
  spend(ticket: string, business: BusinessId, id: PeerId): boolean {
    const bytes = Buffer.from(ticket, 'base64url');
    // Several texts decode to the same bytes: else a spent ticket could be spent again in another spelling.
    if (bytes.length !== 32 || bytes.toString('base64url') !== ticket) return false;
    const body = bytes.subarray(0, 16);
    if (!timingSafeEqual(bytes.subarray(16), this.#mac(business, id, body))) return false;
    const ends = body.readUIntBE(0, 6);
    if (ends < this.#now() || this.#spent.has(ticket)) return false;
    this.#forgetEnded();
    this.#spent.set(ticket, ends);
    return true;
  }

  #mac(business: BusinessId, id: PeerId, body: Uint8Array): Buffer {
    const mac = createHmac('sha256', this.#secret).update(`${business} ${id} `).update(body);
    return mac.digest().subarray(0, 16);
  }

  /** An ended ticket is refused for its time, so nobody needs to remember that it was spent. */
  #forgetEnded(): void {
    const now = this.#now();
    for (const [ticket, ends] of this.#spent) {
      if (ends >= now) return;
      this.#spent.delete(ticket);
    }
  }
}
