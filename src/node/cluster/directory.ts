/** Who is connected, and where: the contract that a node's look-ups go through, so that there can be several nodes. */
import type { BusinessId, PeerId } from '../../wire/ids.js';

/** Where messages for a peer can be left: at its socket, or at the node that has it. */
export interface Place<Message> {
  /**
   * Brings a message there, in the order of calls. False where the peer is gone or its node cannot be reached; it does
   * not reject, and it may lose a message whose answer is true: what must not be lost is in the mailbox.
   */
  deliver(message: Message): Promise<boolean>;
}

/** A proven peer with a socket at this node. */
export interface Member<Message> extends Place<Message> {
  readonly business: BusinessId;
  readonly id: PeerId;

  /** Ends the socket: the same peer has entered again, here or at another node. */
  replace(): void;
}

/** Knows the place of every connected peer. */
export interface Directory<Message> {
  /** Makes a member known; one with the same id is replaced, since only the owner of the key can be either. */
  enter(member: Member<Message>): void;

  /** Takes a member out, unless another has its place by now. */
  leave(member: Member<Message>): void;

  /** Places that together reach one peer of a business, or every device of its team; none where nobody is connected. */
  find(business: BusinessId, to: PeerId | 'team'): Promise<readonly Place<Message>[]>;
}
