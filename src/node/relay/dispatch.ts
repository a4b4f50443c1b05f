/** Brings frames to whoever is connected, in the order in which they came. */
import type { Bytes } from '../../wire/bytes.js';
import type { PeerId } from '../../wire/ids.js';
import { encodeNodeFrame } from '../../wire/relay-frame.js';
import type { Directory, Place } from '../cluster/directory.js';
import type { Appended, NewRow, Placement } from '../store/mailbox-store.js';
import type { Delivery } from './delivery.js';
import type { Member } from './member.js';
import type { RelayWorld } from './relay-world.js';
import type { Room } from './room.js';

/** An admitted client, its business's room, and what all of them share. */
export interface Client {
  readonly world: RelayWorld;
  readonly room: Room;
  readonly member: Member;
}

interface RowDelivery {
  readonly row: NewRow;
  readonly placement: Placement;
  readonly places: readonly Place<Delivery>[];
}

/** Small frames share memory of the process's pool: a piece of memory for each is what garbage collection dwells on. */
const pooled = (length: number): Bytes => Buffer.allocUnsafe(length);

/**
 * Brings rows to whoever is connected, as soon as they have their positions and without waiting for their commit.
 * Receivers are looked up after that: whoever connects later finds the rows in its first page.
 */
export function deliverRows(
  { world, room }: Client,
  rows: readonly NewRow[],
  appending: Promise<Appended | undefined>,
): void {
  room.deliveries.run(findReceivers(world.directory, rows, appending), deliveries => {
    for (const { row, placement, places } of deliveries) {
      const { queue, frame } = row;
      const bytes = encodeNodeFrame({ kind: queue, position: placement.position, frame }, pooled);
      for (const place of places) void place.deliver({ kind: 'row', queue, placement, bytes });
    }
  });
}

/** Brings a frame that nobody stores to a peer, if it is connected. */
export function deliverTransient({ world, room, member }: Client, to: PeerId, frame: Uint8Array): void {
  room.deliveries.run(world.directory.find(member.business, to), places => {
    if (places.length === 0) return;
    const bytes = encodeNodeFrame({ kind: 'transient', frame }, pooled);
    for (const place of places) void place.deliver({ kind: 'transient', bytes });
  });
}

async function findReceivers(
  directory: Directory<Delivery>,
  rows: readonly NewRow[],
  appending: Promise<Appended | undefined>,
): Promise<readonly RowDelivery[]> {
  const deliveries: RowDelivery[] = [];
  // Where a mailbox was full there is nothing to bring, and no placement.
  const placements = (await appending)?.placements ?? [];
  for (const [index, placement] of placements.entries()) {
    const row = rows[index];
    if (row === undefined) continue;
    const places = await directory.find(row.business, row.queue === 'own' ? row.recipient : 'team');
    if (places.length > 0) deliveries.push({ row, placement, places });
  }
  return deliveries;
}
