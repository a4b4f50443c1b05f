import type { BusinessId, PeerId } from '../../wire/ids.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Business } from '../businesses.js';
import type * as cluster from '../cluster/directory.js';
import type { Delivery } from './delivery.js';
import { QueueReader } from './queue-reader.js';
import type { RelaySocket } from './relay-socket.js';
import type { RelayWorld } from './relay-world.js';

/** Who was admitted, and from where in the team's log a device reads on. */
export interface Entry {
  readonly business: Business;
  readonly id: PeerId;
  readonly isAvailable: boolean;
  readonly teamCursor: number;
}

/** A proven visitor or device on its socket: what others of its business can do with it. */
export class Member implements cluster.Member<Delivery> {
  readonly id: PeerId;
  readonly out: RelaySocket;
  /** Whether a device accepts conversations at present. */
  isAvailable: boolean;
  readonly #world: RelayWorld;
  readonly #entered: Business;
  readonly #own: QueueReader;
  readonly #team: QueueReader | undefined;

  constructor(world: RelayWorld, out: RelaySocket, { business, id, isAvailable, teamCursor }: Entry) {
    this.id = id;
    this.out = out;
    this.isAvailable = isAvailable && this.isDevice;
    this.#world = world;
    this.#entered = business;
    const { mailbox } = world;
    this.#own = new QueueReader(mailbox, { queue: 'own', business: business.id, recipient: id }, out, 0);
    if (this.isDevice)
      this.#team = new QueueReader(mailbox, { queue: 'team', business: business.id }, out, teamCursor);
  }

  get business(): BusinessId {
    return this.#entered.id;
  }

  /** The business as it is now: its record changes while sockets are open. */
  get currentBusiness(): Business {
    return this.#world.businesses.find(this.business) ?? this.#entered;
  }

  get isDevice(): boolean {
    return this.id.startsWith('a');
  }

  /** The last position of its own queue that this socket was sent. */
  get ownCursor(): number {
    return this.#own.cursor;
  }

  /** Begins with what is stored. */
  readQueues(): void {
    void this.#own.read();
    void this.#team?.read();
  }

  deliver(delivery: Delivery): Promise<boolean> {
    if (delivery.kind === 'transient') this.out.sendTransient(delivery.bytes);
    else {
      const reader = delivery.queue === 'own' ? this.#own : this.#team;
      reader?.deliver(delivery.placement, delivery.bytes);
    }
    return Promise.resolve(this.out.isOpen);
  }

  replace(): void {
    this.out.close(closeCode.replaced, 'replaced');
  }
}
