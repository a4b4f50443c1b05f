import type { Business } from '../businesses.js';
import type { Room } from './room.js';

/** What is known when a socket opens. */
export interface SessionStart {
  readonly business: Business;
  readonly room: Room;
  /** The node's own origin that the socket was opened to. */
  readonly origin: string;
  /** Highest `seq` of the card that the client knows. */
  readonly cardSeq: number;
}
