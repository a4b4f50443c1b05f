import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Channel } from '../../src/transport/channel.js';
import type { DataChannel } from '../../src/transport/channel.js';
import { decodeChannelFrame, encodeChannelFrame } from '../../src/wire/channel-frame.js';
import type { ChannelFrame } from '../../src/wire/channel-frame.js';

/** The browser's end of a channel, as far as a peer at the other one can work on it. */
class Wire extends EventTarget implements DataChannel {
  readyState: RTCDataChannelState = 'open';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  binaryType: BinaryType = 'arraybuffer';
  readonly sent: (ChannelFrame | undefined)[] = [];

  send(data: unknown): void {
    if (data instanceof Uint8Array) this.sent.push(decodeChannelFrame(data));
  }

  close(): void {
    this.readyState = 'closed';
  }

  says(message: ChannelFrame): void {
    const bytes = encodeChannelFrame(message);
    this.dispatchEvent(new MessageEvent('message', { data: bytes.buffer }));
  }
}

/** A channel over a wire, and what it told. */
function open(onFrame: (handled: () => void) => void): {
  wire: Wire;
  channel: Channel;
  told: string[];
} {
  const wire = new Wire();
  const told: string[] = [];
  const channel = new Channel(wire, {
    onFrame: (_frame, handled) => {
      onFrame(handled);
    },
    onFlood: () => told.push('flood'),
    onClose: () => told.push('close'),
  });
  return { wire, channel, told };
}

const frame = Uint8Array.of(1);

describe('a channel to a peer', () => {
  it('goes on for as long as what comes is handled', () => {
    const { wire, channel, told } = open(handled => {
      handled();
    });
    for (let n = 1; n <= 2_000; n++) wire.says({ kind: 'durable', n, frame });
    assert.equal(wire.sent.length, 2_000);
    assert.deepEqual(told, []);
    channel.close();
  });

  for (const kind of ['durable', 'transient'] as const) {
    it(`ends under a flood of ${kind} frames: nothing slows a sender down, and each waits in memory`, () => {
      let taken = 0;
      const { wire, channel, told } = open(() => {
        taken++;
      });
      for (let n = 1; n <= 2_000; n++) wire.says({ kind, n, frame });
      assert.equal(taken, 256);
      assert.equal(channel.isOpen, false);
      assert.deepEqual(told, ['close', 'flood']);
    });
  }

  it('answers a flood of questions whose asker does not read once at most', () => {
    const { wire, channel } = open(() => undefined);
    wire.says({ kind: 'ping' });
    wire.bufferedAmount = 1;
    for (let n = 0; n < 100; n++) wire.says({ kind: 'ping' });
    assert.deepEqual(wire.sent, [{ kind: 'pong' }]);
    channel.close();
  });
});
