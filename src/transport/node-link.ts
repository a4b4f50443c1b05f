import type { BusinessId } from '../wire/ids.js';
import type { Challenge, ClientMessage, NodeMessage, Proof, Publish } from '../wire/node-messages.js';
import type { Transport, TransportEvents } from './transport.js';

/** What the node says beside challenges, answers to sends and frames. */
export type NodeNews = Exclude<NodeMessage, { type: 'challenge' | 'stored' | 'pong' | 'refused' }>;

export interface NodeLinkOptions extends TransportEvents {
  /** Origin of the node: `https://chat.example.com`. */
  readonly node: string;
  readonly business: BusinessId;
  /** Highest card `seq` known, asked before each connection. */
  readonly cardSeq: () => number;
  /** Answers the challenge. Throws a `SecureChatError` where the node is not to be trusted: then nothing is sent. */
  readonly prove: (challenge: Challenge) => Promise<Proof>;
  readonly onNews: (news: NodeNews) => void;
}

/** The transport that also speaks with the node itself. */
export interface NodeLink extends Transport {
  /** Publishes root-signed statements and sealed documents; resolves when the node stored them. */
  publish(publication: Omit<Publish, 'type' | 'n'>): Promise<void>;
  /** Says something that needs no answer; dropped while closed, as it is said anew at each admission. */
  say(message: ClientMessage): void;
}
