import type { Arrival } from '../../transport/transport.js';
import { readHeader } from '../../wire/frame.js';
import type { FailureLimiter } from '../session/failure-limiter.js';
import type { Outcome, Received } from '../thread/received.js';

/**
 * Opens a frame, unless its sender is muted on its route, acknowledges it once what came of it is committed, and counts
 * it where it fails. `retry` takes a deferred frame up once more. A direct frame is not deferred: its sender gets no answer,
 * and goes the other way.
 */
export async function receiveLimited(
  limiter: FailureLimiter,
  arrival: Arrival,
  open: () => Promise<Outcome>,
  retry: () => void,
): Promise<Received | undefined> {
  const { frame, route } = arrival;
  const from = readHeader(frame)?.from;
  if (from !== undefined && limiter.isMuted(from, route)) {
    if (arrival.queue !== 'live') limiter.defer(from, route, retry);
    return undefined;
  }
  const outcome = await open();
  arrival.acknowledge();
  if (outcome !== 'refused') return outcome;
  if (from !== undefined) limiter.failed(from, route);
  return undefined;
}
