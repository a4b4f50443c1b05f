/** What an admitted client hands in, and how it is answered. */
import type { ErrorCode } from '../../errors.js';
import { verifyForget } from '../../protocol/forget.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Publish } from '../../wire/node-messages.js';
import type { ClientFrame } from '../../wire/relay-frame.js';
import { errorField } from '../log.js';
import type { NewRow } from '../store/mailbox-store.js';
import { deliverRows, deliverTransient } from './dispatch.js';
import type { Client } from './dispatch.js';
import { routeDurable, routeTransient } from './router.js';
import type { Sender } from './router.js';

type Numbered<Kind extends ClientFrame['kind']> = Extract<ClientFrame, { kind: Kind }>;

/**
 * Receives a frame. What it answers is the end of an order to forget, which later frames of the same client must wait
 * for: else it would erase what its sender wrote after it.
 */
export function receiveFrame(client: Client, frame: ClientFrame): Promise<void> | undefined {
  if (frame.kind === 'durable') return receiveDurable(client, frame);
  receiveTransient(client, frame);
  return undefined;
}

/** Receives what a device publishes. */
export function receivePublication({ world, member }: Client, publication: Publish): void {
  const { businesses, limits } = world;
  const { n, backup, roster } = publication;
  const isTooLarge =
    (backup?.data.length ?? 0) > limits.backupBytes || (roster?.length ?? 0) > limits.rosterBytes;
  const answer = { world, member, n };
  if (!member.isDevice) refuse(answer, 'admission-refused');
  else if (isTooLarge) refuse(answer, 'frame-too-large');
  else
    businesses.publish(member.business, publication).then(
      code => {
        if (code === undefined) member.out.send({ type: 'stored', n });
        else refuse(answer, code);
      },
      (error: unknown) => {
        refuseFailed(answer, error);
      },
    );
}

/** Whom to answer, and by which number. */
interface Numbering extends Pick<Client, 'world' | 'member'> {
  readonly n: number;
}

/** Stores a frame, passes it on, and answers after the commit. */
function receiveDurable(client: Client, { n, frame }: Numbered<'durable'>): Promise<void> | undefined {
  const { world, member } = client;
  const answer = { world, member, n };
  const route = routeDurable(senderOf(client), frame);
  if (route.kind === 'malformed') member.out.close(closeCode.malformed, 'frame-malformed');
  else if (route.kind === 'refused') refuse(answer, route.code);
  else if (route.kind === 'forget') return forget(client, n, frame, route.row);
  else void store(client, n, route.rows);
  return undefined;
}

/** Passes a frame on that nobody stores. */
function receiveTransient(client: Client, { frame }: Numbered<'transient'>): void {
  client.world.counters.add('frames_transient');
  const to = routeTransient(senderOf(client), frame);
  if (to === undefined) client.member.out.close(closeCode.malformed, 'frame-malformed');
  else deliverTransient(client, to, frame);
}

function senderOf({ member }: Client): Sender {
  return { id: member.id, business: member.currentBusiness };
}

/** Erases a visitor's mail once the visitor itself is known to want it; devices learn it from the team's log. */
async function forget(client: Client, n: number, frame: Uint8Array, row: NewRow): Promise<void> {
  const { world, member } = client;
  const answer = { world, member, n };
  try {
    const { id, bytes } = member.currentBusiness;
    const order = await verifyForget(world.ctx, { business: bytes, frame });
    if (order?.visitor !== member.id) {
      refuse(answer, 'frame-malformed');
      return;
    }
    await world.mailbox.forget(id, member.id);
  } catch (error) {
    refuseFailed(answer, error);
    return;
  }
  await store(client, n, [row]);
}

/** Says stored after the commit, and never before. */
async function store(client: Client, n: number, rows: readonly NewRow[]): Promise<void> {
  const { world, member } = client;
  try {
    const appending = world.mailbox.append(rows);
    deliverRows(client, rows, appending);
    const appended = await appending;
    if (appended === undefined) {
      refuse({ world, member, n }, 'mailbox-full');
      return;
    }
    await appended.committed;
    world.counters.add('frames_durable');
    member.out.sendText(`{"type":"stored","n":${String(n)}}`);
  } catch (error) {
    refuseFailed({ world, member, n }, error);
  }
}

/** A full disk, mostly: the client keeps the frame and tries again. */
function refuseFailed(answer: Numbering, error: unknown): void {
  answer.world.log('commit-failed', { error: errorField(error) });
  refuse(answer, 'storage-full', 30_000);
}

function refuse({ world, member, n }: Numbering, code: ErrorCode, retryMs?: number): void {
  world.counters.add('frames_refused');
  member.out.send({ type: 'refused', n, code, ...(retryMs === undefined ? {} : { retryMs }) });
}
