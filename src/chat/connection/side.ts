import type { ErrorCode } from '../../errors.js';
import type { TabNote } from './tab-note.js';
import type { NodeNews } from '../../transport/node-link.js';
import type { Arrival, TransportState } from '../../transport/transport.js';
import type { PeerId } from '../../wire/ids.js';
import type { Challenge, Proof } from '../../wire/node-messages.js';
import type { Received } from '../thread/received.js';

/** What differs between the visitor and the desk. The connection calls it, and guards what it answers. */
export interface Side {
  /** What must be known before this tab may commit as the leader. */
  prepare(): Promise<void>;
  /** This tab leads, and connects, until `signal` aborts. */
  onTerm(signal: AbortSignal): Promise<void>;
  /** Judges the card in the challenge, and signs for the socket. */
  prove(challenge: Challenge): Promise<Proof>;
  /** Takes a frame in, in its turn (`Connection.run`). `retry` takes it up once more later. */
  receive(arrival: Arrival, retry: () => void): Promise<Received | undefined>;
  /** What follows a frame that brought something. */
  onReceived(received: Received): Promise<void>;
  onNews(news: NodeNews): Promise<void>;
  onLinkState(state: TransportState, code: ErrorCode | undefined): void;
  /** The way to a peer changed. */
  onRoute(peer: PeerId, code: ErrorCode | undefined): void;
  /** Somebody answered for a frame, and that is committed. */
  onAcknowledged(): void;
  /** Another tab leads now. */
  onDeposed(): void;
  onRing(note: TabNote): void;
  onFailure(cause: unknown): void;
}
