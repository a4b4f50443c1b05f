/** Our carrier between two peers of one page: joined through a real node, as the carriers' own suite joins them. */
import { openDirect } from '../../../src/transport/peerjs.js';
import { makeRtcCertificate } from '../../../src/transport/rtc-certificate.js';
import type { Session } from '../../../src/protocol/session.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { readHeader } from '../../../src/wire/frame.js';
import { startEnds } from '../../protocol/session-world.js';
import { Ends } from '../../transport/support/ends.js';
import type { CarrierRun } from '../../transport/support/run.js';
import type { End } from '../../transport/transport.suite.js';
import { End as SessionEnd } from '../session-ends.js';
import type { Pair, Wire } from './wire.js';

const ctx = { crypto, now: Date.now };

/** Both ends of a channel, what they could say without sealing it, and a session between the two. */
export interface OurPair extends Pair {
  frame(from: 'left' | 'right', size: number): Bytes;
  readonly session: { readonly left: SessionEnd; readonly right: SessionEnd };
}

/** Joins two peers; fails where no direct way opens. */
export async function ourPair(run: CarrierRun): Promise<OurPair> {
  const ends = await Ends.meet(run);
  const pair = await ends.best(options => openDirect(options, makeRtcCertificate), 'direct');
  const { visitor, device } = await startEnds(ctx);
  // Who began is the customer, as `ends` has it; the device speaks first.
  const session = { left: named(visitor, pair.left), right: named(device, pair.right) };
  await session.left.open(await session.right.seal('Hello.'));
  return {
    left: wire(pair.left),
    right: wire(pair.right),
    frame: (from, size) => pair[from].frame(size),
    session,
  };
}

/** A session under the names that the carrier knows its peers by. */
function named(session: Session, end: End): SessionEnd {
  const header = readHeader(end.frame(200));
  if (!header?.to) throw new Error('a frame names nobody');
  const { business, from: self, to: peer } = header;
  return new SessionEnd(ctx, { ...session, business, self, peer });
}

function wire(end: End): Wire {
  return {
    send(bytes) {
      // Durable, as a message goes: the answer to it travels, too, and is not waited for.
      void end.send(bytes, { durable: true });
    },
    async next() {
      const { frame, route, acknowledge } = await end.arrival();
      if (route !== 'direct') throw new Error('a frame went through the node');
      acknowledge();
      return frame;
    },
  };
}
