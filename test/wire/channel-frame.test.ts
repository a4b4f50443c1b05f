import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeChannelFrame, encodeChannelFrame } from '../../src/wire/channel-frame.js';
import type { ChannelFrame } from '../../src/wire/channel-frame.js';
import { channelLabel } from '../../src/wire/channel-frame.js';

const frame = Uint8Array.of(9, 8, 7);

/** Version 1 on the wire, as pages in the world speak it: another layout is another label. */
const golden: readonly (readonly [ChannelFrame, string])[] = [
  [{ kind: 'durable', n: 258, frame }, '0100000102090807'],
  [{ kind: 'transient', frame }, '02090807'],
  [{ kind: 'handled', n: 4_294_967_295 }, '05ffffffff'],
  [{ kind: 'ping' }, '06'],
  [{ kind: 'pong' }, '07'],
];

describe('a message of the data channel', () => {
  it('has these bytes under this label', () => {
    assert.equal(channelLabel, 'secure-chat.direct.1');
    for (const [message, hex] of golden) {
      assert.equal(Buffer.from(encodeChannelFrame(message)).toString('hex'), hex);
    }
  });

  it('reads as what was written', () => {
    for (const [message, hex] of golden)
      assert.deepEqual(decodeChannelFrame(Buffer.from(hex, 'hex')), message);
  });

  it('is refused when it is cut, too long or of no kind', () => {
    for (const hex of [
      '',
      '00',
      '01',
      '010000',
      '05',
      '05000000',
      '0500000000ff',
      '0600',
      '07aa',
      '08',
      'ff',
    ]) {
      assert.equal(decodeChannelFrame(Buffer.from(hex, 'hex')), undefined, hex);
    }
  });
});
