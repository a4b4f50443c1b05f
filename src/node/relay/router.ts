import type { ErrorCode } from '../../errors.js';
import { equal } from '../../wire/equal.js';
import { readRoute } from '../../wire/frame.js';
import type { FrameHeader } from '../../wire/frame.js';
import type { PeerId } from '../../wire/ids.js';
import type { Business } from '../businesses.js';
import type { NewRow } from '../store/mailbox-store.js';

/** Who a frame comes from: a proven id of a business. */
export interface Sender {
  readonly id: PeerId;
  readonly business: Business;
}

/** What is to become of a durable frame: rows to store, an order to forget and its row, or nothing. */
export type Route =
  | { readonly kind: 'store'; readonly rows: readonly NewRow[] }
  | { readonly kind: 'forget'; readonly row: NewRow }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'malformed' };

/**
 * The queues of a durable frame.
 *
 * The header is checked against the proven id: else a peer could put frames under another's name into the log, and
 * although no receiver would open them, they would fill mailboxes in that name.
 */
export function routeDurable(sender: Sender, frame: Uint8Array): Route {
  const header = readHeader(sender, frame);
  if (header === undefined) return { kind: 'malformed' };
  const { kind, from, to } = header;
  const { id: business, devices } = sender.business;
  const team = (visitor: PeerId): NewRow => ({ queue: 'team', business, visitor, frame });
  if (kind === 'forget') return { kind, row: team(from) };
  if (to === undefined) return { kind: 'store', rows: [team(from)] };
  if (to.startsWith('a') && !devices.has(to)) return { kind: 'refused', code: 'peer-unreachable' };
  const own: NewRow = { queue: 'own', business, recipient: to, sender: from, frame };
  return { kind: 'store', rows: kind === 'accept' ? [own, team(to)] : [own] };
}

/** The receiver of a transient frame; `undefined` where the frame breaks the rules. */
export function routeTransient(sender: Sender, frame: Uint8Array): PeerId | undefined {
  const header = readHeader(sender, frame);
  // Only messages may be lost: an open that nobody stored would look sent, and reach nobody.
  return header?.kind === 'message' ? header.to : undefined;
}

function readHeader({ id, business }: Sender, frame: Uint8Array): FrameHeader | undefined {
  const header = readRoute(frame);
  return header?.from === id && equal(header.business, business.bytes) ? header : undefined;
}
