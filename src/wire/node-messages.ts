/**
 * What a client and the node say to each other on `/relay` (PROTOCOL 13, NODE "Admission"), declared once for both.
 *
 * The socket opens at `/relay?b=<business>&card=<highest card seq known, or 0>` with the subprotocol
 * `secure-chat.relay.1`. Text frames are JSON, one object each, told apart by `type`; binary frames carry end-to-end
 * frames (`relay-frame.ts`). All byte strings in JSON are unpadded base64url. Unknown fields are ignored,
 * unknown types are dropped: an older side must survive a newer one.
 *
 * Order: challenge -> proof (binary frames may be pipelined behind it) -> admitted | refusal and close.
 */
import type { ErrorCode } from '../errors.js';
import type { BusinessId, PeerId } from './ids.js';

/** First frame of the node. */
export interface Challenge {
  readonly type: 'challenge';
  /** 32 random bytes, signed by the proof. */
  readonly nonce: string;
  /** The node's clock in unix seconds: only compared, never trusted (PROTOCOL 3). */
  readonly time: number;
  /** Names this node's log of team frames: positions of another log mean nothing here. */
  readonly log: string;
  /** The card, when the client said that it knows an older one or none. */
  readonly card?: string;
  /** Whether any device of the team is connected and available. */
  readonly teamOnline: boolean;
}

/** The client's answer: who it is, proven (PROTOCOL 13). */
export interface Proof {
  readonly type: 'proof';
  readonly id: PeerId;
  /** Public key that hashes to `id`, 65 bytes. */
  readonly key: string;
  /** ECDSA over `L("admission") || origin the socket was opened to || business || id || nonce`, 64 bytes. */
  readonly signature: string;
  /** A device's newest card and access list; the node takes those with a higher valid `seq` before it looks `id` up. */
  readonly card?: string;
  readonly access?: string;
  /** A device: position of the last team frame it handled, in the log named; others are sent from there. */
  readonly team?: { readonly log: string; readonly after: number };
  /** A device: whether it takes conversations now. */
  readonly available?: boolean;
}

/** The client is proven. */
export interface Admitted {
  readonly type: 'admitted';
  /** Opens `/peerjs` once within a minute: PeerJS sends it as `token`. */
  readonly ticket: string;
  readonly turn?: TurnCredentials;
  /** Number of stored frames that follow. */
  readonly mailbox: number;
  /** A device: ids of the visitors connected now, 1,000 at most. */
  readonly visitors?: readonly PeerId[];
  /** A device: the newest sealed roster, where one was published. */
  readonly roster?: string;
}

/** Short-lived credentials for the business's own TURN server (NODE "TURN"). */
export interface TurnCredentials {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

/** The node committed the durable frame, or the publication, that the client numbered `n` on this socket. */
export interface Stored {
  readonly type: 'stored';
  readonly n: number;
}

/** The node did not take `n` (or, without `n`, the socket itself, which it closes next). */
export interface Refused {
  readonly type: 'refused';
  readonly n?: number;
  readonly code: ErrorCode;
  /** After how many milliseconds it may be tried again, where that helps. */
  readonly retryMs?: number;
}

/** A newer card was published while the socket was open. */
export interface CardNews {
  readonly type: 'card';
  readonly card: string;
}

/** To visitors: whether the team is there. To devices: whether one visitor is. */
export type Presence =
  | { readonly type: 'team'; readonly online: boolean }
  | { readonly type: 'visitor'; readonly id: PeerId; readonly online: boolean };

/** Asks for a fresh ticket and TURN credentials: before each dial of `/peerjs`. */
export interface TicketRequest {
  readonly type: 'ticket';
}

/** The answer to a ticket request. */
export interface TicketAnswer {
  readonly type: 'ticket';
  readonly ticket: string;
  readonly turn?: TurnCredentials;
}

/** Everything up to `position` was handled and committed by the client: its own rows go, its team cursor moves. */
export interface Handled {
  readonly type: 'handled';
  readonly queue: 'own' | 'team';
  readonly position: number;
}

/** A device publishes root-signed statements and sealed documents; answered by `stored` or `refused`. */
export interface Publish {
  readonly type: 'publish';
  readonly n: number;
  readonly card?: string;
  readonly access?: string;
  /** Sealed roster (opaque to the node). */
  readonly roster?: string;
  /** Sealed backup under its id (PROTOCOL 2); replaces the older one of the same id. */
  readonly backup?: { readonly id: string; readonly data: string };
}

/** A device says whether it takes conversations. */
export interface Available {
  readonly type: 'available';
  readonly on: boolean;
}

/** Asks for a `pong`, when nothing was heard for a while: a dead path never closes its socket by itself. */
export interface Ping {
  readonly type: 'ping';
}

/** The answer to a `ping`. */
export interface Pong {
  readonly type: 'pong';
}

/** Text frames of the node. */
export type NodeMessage = Challenge | Admitted | Stored | Refused | CardNews | Presence | TicketAnswer | Pong;

/** Text frames of the client. */
export type ClientMessage = Proof | Handled | Publish | Available | TicketRequest | Ping;

/** `POST /v1/setup`: the first owner's desk registers a business with the one-time token of the set-up link. */
export interface SetupRequest {
  readonly token: string;
  readonly business: BusinessId;
  readonly card: string;
  readonly access: string;
  readonly backup: { readonly id: string; readonly data: string };
}

/** `GET /v1/backup/<id>`: the sealed backup, for whoever knows the recovery code that gives its id. */
export interface BackupAnswer {
  readonly business: BusinessId;
  readonly card: string;
  readonly access: string | undefined;
  readonly data: string;
}

/** Close codes of the relay beside the standard ones. */
export const closeCode = {
  /** The same identity was admitted on another socket. */
  replaced: 4001,
  /** The proof was refused, or the device is no longer listed. */
  admissionRefused: 4003,
  /** No such business here. */
  businessUnknown: 4004,
  /** The page's origin is not allowed. */
  originRefused: 4005,
  /** The client broke the wire's rules. */
  malformed: 4007,
  /** Too much, too fast. */
  tooOften: 4008,
  /** The node restarts: come back with jitter. */
  restart: 1012,
  /** The reader is too slow, or the node too busy: come back later. */
  tryLater: 1013,
} as const;
