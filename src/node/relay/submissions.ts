/** What an admitted client hands in, and how it is answered. */
import type { ErrorCode } from '../../errors.js';
import { verifyForget } from '../../protocol/forget.js';
import type { PeerId } from '../../wire/ids.js';
import { closeCode } from '../../wire/node-messages.js';
import type { Publish } from '../../wire/node-messages.js';
import type { ClientFrame } from '../../wire/relay-frame.js';
import { errorFact } from '../log.js';
import { deliver, routeDurable, routeTransient } from './router.js';
import type { Sender } from './router.js';
import type { NewRow } from '../store/mailbox-store.js';
import type { RelaySession } from './session.js';

type Numbered<Kind extends ClientFrame['kind']> = Extract<ClientFrame, { kind: Kind }>;

/** Stores a frame, passes it on, and answers after the commit. */
export function takeDurable(session: RelaySession, id: PeerId, { n, frame }: Numbered<'durable'>): void {
  const routed = routeDurable(session.world.mailbox, senderOf(session, id), frame);
  if (routed.kind === 'malformed') session.close(closeCode.malformed, 'frame-malformed');
  else if (routed.kind === 'refused') refuse(session, n, routed.code);
  else {
    const isForget = routed.kind === 'forget';
    const done = isForget
      ? forget(session, id, { n, frame, row: routed.row })
      : confirm(session, n, routed.committed);
    done.catch((error: unknown) => {
      refuseFailure(session, n, error);
    });
  }
}

/** Passes a frame on that nobody stores. */
export function takeTransient(session: RelaySession, id: PeerId, { frame }: Numbered<'transient'>): void {
  session.world.counters.add('frames_transient');
  if (!routeTransient(senderOf(session, id), frame)) session.close(closeCode.malformed, 'frame-malformed');
}

/** Takes what a device publishes. */
export function takePublication(session: RelaySession, id: PeerId, publication: Publish): void {
  const { businesses, limits } = session.world;
  const { n, backup, roster } = publication;
  const isTooLarge =
    (backup?.data.length ?? 0) > limits.backupBytes || (roster?.length ?? 0) > limits.rosterBytes;
  if (!id.startsWith('a')) refuse(session, n, 'admission-refused');
  else if (isTooLarge) refuse(session, n, 'frame-too-large');
  else
    businesses.publish(session.business.id, publication).then(
      code => {
        if (code === undefined) session.out.send({ type: 'stored', n });
        else refuse(session, n, code);
      },
      (error: unknown) => {
        refuseFailure(session, n, error);
      },
    );
}

function senderOf(session: RelaySession, id: PeerId): Sender {
  return { id, business: session.business, room: session.room };
}

/** Erases a visitor's mail once the visitor itself is known to want it; devices learn it from the team's log. */
async function forget(
  session: RelaySession,
  visitor: PeerId,
  { n, frame, row }: { n: number; frame: Uint8Array; row: NewRow },
): Promise<void> {
  const { world, business, room } = session;
  const order = await verifyForget(world.ctx, { business: business.bytes, frame });
  if (order?.visitor !== visitor) {
    refuse(session, n, 'frame-malformed');
    return;
  }
  await world.mailbox.forget(business.id, visitor);
  const appended = world.mailbox.append([row]);
  if (appended === undefined) {
    refuse(session, n, 'mailbox-full');
    return;
  }
  deliver(room, [row], appended);
  await confirm(session, n, appended.committed);
}

/** Says stored after the commit, and never before. */
async function confirm(session: RelaySession, n: number, committed: Promise<void>): Promise<void> {
  await committed;
  session.world.counters.add('frames_durable');
  session.out.sendText(`{"type":"stored","n":${String(n)}}`);
}

/** A full disk, mostly: the client keeps the frame and tries again. */
function refuseFailure(session: RelaySession, n: number, error: unknown): void {
  session.world.log('commit-failed', { error: errorFact(error) });
  refuse(session, n, 'storage-full', 30_000);
}

function refuse(session: RelaySession, n: number, code: ErrorCode, retryMs?: number): void {
  session.world.counters.add('frames_refused');
  session.out.send({ type: 'refused', n, code, ...(retryMs === undefined ? {} : { retryMs }) });
}
