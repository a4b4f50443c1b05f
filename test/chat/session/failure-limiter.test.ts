import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { receiveLimited } from '../../../src/chat/connection/reception.js';
import { FailureLimiter } from '../../../src/chat/session/failure-limiter.js';
import type { Outcome } from '../../../src/chat/thread/received.js';
import type { Arrival } from '../../../src/transport/transport.js';
import { concat } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import type { PeerId } from '../../../src/wire/ids.js';

const amir = `a${'a'.repeat(26)}` as PeerId;
const bea = `a${'b'.repeat(26)}` as PeerId;
const vera = `v${'c'.repeat(26)}` as PeerId;

function frameBy(from: PeerId): Bytes {
  const header = encodeHeader({ kind: 'message', business: new Uint8Array(20), from, to: vera });
  return concat(header, new Uint8Array(120));
}

describe('a sender on a route', () => {
  let limiter: FailureLimiter;
  let acknowledged = 0;
  let tried = 0;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    limiter = new FailureLimiter(Date.now);
    acknowledged = 0;
    tried = 0;
  });

  afterEach(() => {
    mock.timers.reset();
  });

  /** Takes a frame that opens or not; a held one is tried again the same way. */
  async function take(
    from: PeerId,
    {
      outcome,
      queue = 'live',
      route = 'relay',
    }: { outcome?: Outcome; queue?: Arrival['queue']; route?: Arrival['route'] },
  ): Promise<void> {
    const arrival: Arrival = {
      frame: frameBy(from),
      queue,
      route,
      position: 1,
      cursor: () => 0,
      acknowledge: () => {
        acknowledged++;
      },
    };
    const open = async (): Promise<Outcome> => {
      tried++;
      return Promise.resolve(outcome);
    };
    await receiveLimited(limiter, arrival, open, () => void take(from, { outcome, queue, route }));
  }

  async function fail(times: number, from = amir, route: Arrival['route'] = 'relay'): Promise<void> {
    for (let count = 0; count < times; count++) await take(from, { outcome: 'refused', route });
  }

  it('is muted after 32 frames that do not open, and nobody else is', async () => {
    await fail(31);
    assert.ok(!limiter.isMuted(amir, 'relay'));
    await fail(1);
    assert.ok(limiter.isMuted(amir, 'relay'));
    assert.ok(!limiter.isMuted(bea, 'relay'));
  });

  it('is heard on another route meanwhile', async () => {
    await fail(32);
    assert.ok(!limiter.isMuted(amir, 'direct'));
  });

  it('is heard again after 60 seconds, with a count of its own', async () => {
    await fail(32);
    mock.timers.tick(59_999);
    assert.ok(limiter.isMuted(amir, 'relay'));
    mock.timers.tick(1);
    assert.ok(!limiter.isMuted(amir, 'relay'));
    await fail(31);
    assert.ok(!limiter.isMuted(amir, 'relay'));
  });

  it('is not muted for failures that are minutes apart', async () => {
    for (let count = 0; count < 40; count++) {
      await fail(1);
      mock.timers.tick(3_000);
    }
    assert.ok(!limiter.isMuted(amir, 'relay'));
  });

  it('costs nothing while it is muted', async () => {
    await fail(32);
    tried = 0;
    await fail(100);
    assert.equal(tried, 0);
  });

  it('loses nothing stored: that waits unanswered, and is opened when the mute is over', async () => {
    await fail(32);
    [acknowledged, tried] = [0, 0];
    await take(amir, { queue: 'own' });
    assert.deepEqual([acknowledged, tried], [0, 0]);
    mock.timers.tick(60_000);
    assert.equal(tried, 1);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(acknowledged, 1);
  });

  it('leaves unanswered what is too much to hold', async () => {
    await fail(32);
    [acknowledged, tried] = [0, 0];
    for (let count = 0; count < 300; count++) await take(amir, { queue: 'own' });
    mock.timers.tick(60_000);
    assert.equal(tried, 256);
  });

  it('is not tried again after the way was lost: what is unanswered comes again by itself', async () => {
    await fail(32);
    [acknowledged, tried] = [0, 0];
    await take(amir, { queue: 'own' });
    limiter.dropDeferred();
    mock.timers.tick(60_000);
    assert.deepEqual([acknowledged, tried], [0, 0]);
  });

  it('is counted only while names are few: a hostile node writes any, and fills no memory', async () => {
    for (let count = 0; count < 1_024; count++) {
      limiter.failed(amir, `route ${count}`);
    }
    await fail(32);
    assert.ok(!limiter.isMuted(amir, 'relay'));
    mock.timers.tick(60_000);
    await fail(32);
    assert.ok(limiter.isMuted(amir, 'relay'));
  });
});
