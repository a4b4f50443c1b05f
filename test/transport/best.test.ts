import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessBytes } from '../../src/protocol/ids.js';
import { SecureChatError } from '../../src/errors.js';
import { BestLink } from '../../src/transport/best.js';
import type { Direct } from '../../src/transport/direct.js';
import { RelayTransport } from '../../src/transport/relay.js';
import { encodeHeader } from '../../src/wire/frame.js';
import type { BusinessId, PeerId } from '../../src/wire/ids.js';

const self = `v${'a'.repeat(26)}` as PeerId;
const peer = `a${'b'.repeat(26)}` as PeerId;
const business = `sc1-${'a'.repeat(32)}` as BusinessId;
const frame = encodeHeader({ kind: 'message', business: businessBytes(business), from: self, to: peer });

/** A channel whose peer lives and answers for nothing: whoever sends loses patience. */
class BusyPeer implements Direct {
  readonly fingerprint = 'a5'.repeat(32);
  isThere = true;

  isOpen(): boolean {
    return this.isThere;
  }

  bind(): Promise<void> {
    return Promise.resolve();
  }

  unbind(): void {
    this.isThere = false;
  }

  send(): Promise<void> {
    return Promise.reject(new SecureChatError('peer-unreachable'));
  }

  close(): void {
    this.isThere = false;
  }
}

describe('the best link of a page that wishes the direct way only', () => {
  it('has a frame tried again soon where the peer is busy, and kept where there is no way', async () => {
    const direct = new BusyPeer();
    const link = new BestLink(
      {
        node: 'http://localhost',
        business,
        id: self,
        cardSeq: () => 0,
        prove: () => Promise.reject(new SecureChatError('card-invalid')),
        onFrame: () => undefined,
        onState: () => undefined,
        onNews: () => undefined,
        onRoute: () => undefined,
      },
      {
        wish: 'direct',
        makeRelay: options => new RelayTransport(options),
        loadDirect: () => Promise.resolve(direct),
      },
    );
    await link.bind(peer, 'c3'.repeat(32), 'dial');
    await assert.rejects(link.send(frame, { durable: true }), { code: 'too-often' });
    direct.isThere = false;
    await assert.rejects(link.send(frame, { durable: true }), { code: 'peer-unreachable' });
    link.close();
  });
});
