import type { Placement, Queue } from '../store/mailbox-store.js';

/** What one member is brought of another: a stored row as its socket carries it, or a frame that nobody stores. */
export type Delivery =
  | {
      readonly kind: 'row';
      readonly queue: Queue['queue'];
      readonly placement: Placement;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'transient'; readonly bytes: Uint8Array };
