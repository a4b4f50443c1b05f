import type { SecureChatError } from '../errors.js';
import type { Bytes } from '../wire/bytes.js';

/** `open` means that frames may be sent now. */
export type TransportState = 'closed' | 'connecting' | 'open';

/** A frame that came in. */
export interface Arrival {
  readonly frame: Bytes;
  readonly queue: 'own' | 'team' | 'live';
  /** Which carrier brought it. */
  readonly route: 'relay' | 'direct';
  /** Position in its queue; 0 for live ones. */
  readonly position: number;
  /** Up to where its queue is handled once this frame is; 0 for live ones. */
  readonly cursor: () => number;
  /** To be called once the frame was handled and that is committed: only then may whoever sent it forget it. */
  readonly acknowledge: () => void;
}

export interface TransportEvents {
  readonly onFrame: (arrival: Arrival) => void;
  /** The state changed; `error` says why it fell back, where that is known. */
  readonly onState: (state: TransportState, error: SecureChatError | undefined) => void;
}

/**
 * Moves end-to-end frames and cannot read them. Carriers may overlap, repeat and reorder: order is settled above, by
 * `seq` and `id` (ARCHITECTURE).
 */
export interface Transport {
  readonly state: TransportState;
  /** Begins to connect, or tries again at once when it waits; goes on by itself until `close`. */
  connect(): void;
  /**
   * Sends a frame. Resolves when whoever took it answers for it (the node after its commit, the peer after its own); transient
   * frames resolve when handed over. Fails with `node-unreachable`, `peer-unreachable`, `too-often`, `mailbox-full`,
   * `frame-too-large` or `frame-malformed`: the caller keeps the frame.
   */
  send(frame: Bytes, options: { readonly durable: boolean }): Promise<void>;
  close(): void;
}
