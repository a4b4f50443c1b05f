/** Who holds a conversation (PROTOCOL 5): decided alike by everybody, whatever order the node delivers in. */
import type { PeerId } from '../wire/ids.js';

/** A device's claim: the open it answers, and its rank among the answers to that one. */
export interface Claim {
  readonly number: number;
  readonly claim: number;
  readonly device: PeerId;
}

const maxClaim = 0xffff_ffff;

/**
 * Whether a claim takes the conversation from its holder. Equal ones do not: the first received stays. A removed device
 * neither takes nor keeps one.
 */
export function outranks(
  challenger: Claim,
  holder: Claim | undefined,
  revoked: ReadonlySet<PeerId>,
): boolean {
  if (revoked.has(challenger.device)) return false;
  if (!holder || revoked.has(holder.device)) return true;
  if (challenger.number !== holder.number) return challenger.number > holder.number;
  return challenger.claim > holder.claim;
}

/** The claim above the highest known or told, 0 for none; `undefined` at the end: wait for a new open, as a hostile colleague may have claimed the last. */
export function nextClaim(highestKnown: number): number | undefined {
  return highestKnown < maxClaim ? highestKnown + 1 : undefined;
}
