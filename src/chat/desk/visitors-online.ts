import type { PeerLink } from '../../transport/peer-link.js';
import type { PeerId } from '../../wire/ids.js';

/** Customers who are connected now, as far as the node knows. */
export class VisitorsOnline {
  readonly ids: ReadonlySet<PeerId>;
  readonly #ids = new Set<PeerId>();
  readonly #link: Pick<PeerLink, 'routeTo' | 'unbind'>;

  constructor(link: Pick<PeerLink, 'routeTo' | 'unbind'>) {
    this.ids = this.#ids;
    this.#link = link;
  }

  add(ids: readonly PeerId[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  /** One came or left. Nothing is kept for who left; an open channel outlives the node's knowledge of her. */
  set(id: PeerId, isOnline: boolean): void {
    if (isOnline) {
      this.#ids.add(id);
      return;
    }
    this.#ids.delete(id);
    if (this.#link.routeTo(id) !== 'direct') this.#link.unbind(id);
  }

  /** The node is out of reach: nobody knows who is there. */
  clear(): void {
    this.#ids.clear();
  }
}
