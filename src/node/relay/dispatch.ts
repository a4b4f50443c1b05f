/** Stores frames and brings them to whoever is connected, in the order in which they came. */
import type { Bytes } from '../../wire/bytes.js';
import type { PeerId } from '../../wire/ids.js';
import { encodeNodeFrame } from '../../wire/relay-frame.js';
import type { Directory, Place } from '../cluster/directory.js';
import { errorFact } from '../log.js';
import type { Appended, NewRow } from '../store/mailbox-store.js';
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

type Places = readonly Place<Delivery>[];

/** Small frames share memory of the process's pool: a piece of memory for each is what garbage collection dwells on. */
const pooled = (length: number): Bytes => Buffer.allocUnsafe(length);

/**
 * Stores rows and brings them to whoever is connected, without waiting for their commit. Receivers are looked up once
 * the rows have their positions: whoever connects after that finds them in its first page.
 */
export async function storeAndDeliver(
  { world, room }: Client,
  rows: readonly NewRow[],
): Promise<Appended | undefined> {
  const { mailbox, directory } = world;
  const appending = mailbox.append(rows);
  const found = findReceivers(directory, rows, appending);
  inOrder({ world, room }, found, ([appended, places]) => {
    deliverRows(rows, appended, places);
  });
  return appending;
}

/** Brings a frame that nobody stores to a peer, if it is connected. */
export function deliverTransient({ world, room, member }: Client, to: PeerId, frame: Uint8Array): void {
  const finding = world.directory.find(member.business, to);
  inOrder({ world, room }, finding, place => {
    if (place === undefined) return;
    const bytes = encodeNodeFrame({ kind: 'transient', frame }, pooled);
    void place.deliver({ kind: 'transient', bytes });
  });
}

/** What fails here was not brought to anybody yet: stored rows come with the receiver's next page. */
function inOrder<Result>(
  { world, room }: Omit<Client, 'member'>,
  work: Promise<Result>,
  follow: (result: Result) => void,
): void {
  room.deliveries.run(work, follow).catch((error: unknown) => {
    world.log('delivery-failed', { error: errorFact(error) });
  });
}

async function findReceivers(
  directory: Directory<Delivery>,
  rows: readonly NewRow[],
  appending: Promise<Appended | undefined>,
): Promise<readonly [Appended | undefined, readonly Places[]]> {
  const appended = await appending;
  if (appended === undefined) return [appended, []];
  return [appended, await Promise.all(rows.map(row => receiversOf(directory, row)))];
}

async function receiversOf(directory: Directory<Delivery>, row: NewRow): Promise<Places> {
  if (row.queue === 'team') return directory.team(row.business);
  const place = await directory.find(row.business, row.recipient);
  return place === undefined ? [] : [place];
}

function deliverRows(
  rows: readonly NewRow[],
  appended: Appended | undefined,
  receivers: readonly Places[],
): void {
  rows.forEach(({ queue, frame }, index) => {
    const placement = appended?.placements[index];
    const places = receivers[index] ?? [];
    if (placement === undefined || places.length === 0) return;
    const bytes = encodeNodeFrame({ kind: queue, position: placement.position, frame }, pooled);
    for (const place of places) void place.deliver({ kind: 'row', queue, placement, bytes });
  });
}
