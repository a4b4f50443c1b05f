import type { ErrorCode } from '../../errors.js';
import { equal } from '../../wire/bytes.js';
import type { Bytes } from '../../wire/bytes.js';
import { readRoute } from '../../wire/frame.js';
import type { FrameHeader } from '../../wire/frame.js';
import type { PeerId } from '../../wire/ids.js';
import { encodeNodeFrame } from '../../wire/relay-frame.js';
import type { Business } from '../businesses.js';
import type { Appended, MailboxStore, NewRow } from '../store/mailbox-store.js';
import type { Room } from './room.js';

/** Where a frame comes from, and what it may reach. */
export interface Sender {
  readonly id: PeerId;
  readonly business: Business;
  readonly room: Room;
}

/** What became of a frame: on its way to the disk, not taken, or not ours to read. */
export type Routed =
  | { readonly kind: 'stored'; readonly committed: Promise<void> }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'forget'; readonly row: NewRow }
  | { readonly kind: 'malformed' };

const malformed = { kind: 'malformed' } as const;

/** Small frames share memory of the process's pool: a piece of memory for each is what garbage collection dwells on. */
const pooled = (length: number): Bytes => Buffer.allocUnsafe(length);

/**
 * Stores a durable frame and passes it on at once; whoever is not connected finds it later.
 *
 * The header is checked against the proven id: else a peer could put frames under another's name into the log, and
 * although no receiver would open them, they would fill mailboxes in that name.
 */
export function routeDurable(store: MailboxStore, sender: Sender, frame: Uint8Array): Routed {
  const header = readFor(sender, frame);
  if (header === undefined) return malformed;
  const rows = rowsOf(sender, header, frame);
  if (rows === undefined) return { kind: 'refused', code: 'peer-unreachable' };
  const [first] = rows;
  if (header.kind === 'forget') return { kind: 'forget', row: first };
  const appended = store.append(rows);
  if (appended === undefined) return { kind: 'refused', code: 'mailbox-full' };
  deliver(sender.room, rows, appended);
  return { kind: 'stored', committed: appended.committed };
}

/** Passes a transient frame on to whoever is connected; false where it breaks the rules. */
export function routeTransient({ room, ...sender }: Sender, frame: Uint8Array): boolean {
  const header = readFor(sender, frame);
  // Only messages may be lost: an open that nobody stored would be called sent by nobody.
  if (header?.kind !== 'message' || header.to === undefined) return false;
  room.find(header.to)?.out.sendTransient(encodeNodeFrame({ kind: 'transient', frame }, pooled));
  return true;
}

/** Passes rows that were stored on to everybody who reads them live. */
export function deliver(room: Room, rows: readonly NewRow[], { positions }: Appended): void {
  rows.forEach((row, index) => {
    const position = positions[index] ?? 0;
    const { queue } = row;
    const readers = queue === 'own' ? [room.find(row.recipient)] : room.devices;
    let encoded: Uint8Array | undefined;
    for (const reader of readers) {
      if (reader === undefined) continue;
      encoded ??= encodeNodeFrame({ kind: queue, position, frame: row.frame }, pooled);
      reader.deliver(queue, position, encoded);
    }
  });
}

function readFor({ id, business }: Omit<Sender, 'room'>, frame: Uint8Array): FrameHeader | undefined {
  const header = readRoute(frame);
  return header?.from === id && equal(header.business, business.bytes) ? header : undefined;
}

/** Rows that a frame becomes; `undefined` where it is for a device that is not of the team. */
function rowsOf(
  { business }: Sender,
  header: FrameHeader,
  frame: Uint8Array,
): [NewRow, ...NewRow[]] | undefined {
  const { from, to } = header;
  const team = (visitor: PeerId): NewRow => ({ queue: 'team', business: business.id, visitor, frame });
  if (to === undefined) return [team(from)];
  if (to.startsWith('a') && !business.devices.has(to)) return undefined;
  const own: NewRow = { queue: 'own', business: business.id, recipient: to, sender: from, frame };
  return header.kind === 'accept' ? [own, team(to)] : [own];
}
