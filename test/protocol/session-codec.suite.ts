import assert from 'node:assert/strict';
import { random } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import { decodeSession, encodeSession } from '../../src/protocol/session-codec.js';
import { openMessage } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import { concat } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { flipped, hear, say, startEnds, withClock } from './session-world.js';
import { seeded } from '../support/chance.js';
import type { Runner, amir, vera } from './session-world.js';

/** A session as bytes. */
export function sessionCodecSuite({ describe, it }: Runner, base: Context): void {
  describe('a session at rest', () => {
    it('goes on where it was', async () => {
      const { ctx } = withClock(base);
      const ends = await startEnds(ctx);
      const rest = async (): Promise<void> => {
        for (const who of ['visitor', 'device'] as const) {
          const read = await decodeSession(ctx, encodeSession(ctx, ends[who]));
          assert.deepEqual(read, ends[who]);
          ends[who] = read;
        }
      };
      await rest();
      const late = await say(ctx, ends, 'device', 'late');
      await hear(ctx, ends, 'visitor', await say(ctx, ends, 'device', 'Hello'));
      await rest();
      await hear(ctx, ends, 'device', await say(ctx, ends, 'visitor', 'Hi'));
      await rest();
      assert.equal(await hear(ctx, ends, 'visitor', late), 'late');
      assert.equal(await hear(ctx, ends, 'visitor', await say(ctx, ends, 'device', 'Bye')), 'Bye');
    });

    it('is not read when cut, lengthened or of another version', async () => {
      const ends = await startEnds(base);
      await say(base, ends, 'device', 'lost');
      await hear(base, ends, 'visitor', await say(base, ends, 'device', 'Hello'));
      const bytes = encodeSession(base, ends.visitor);
      for (const length of bytes.keys()) {
        assert.equal(await decodeSession(base, bytes.subarray(0, length)), undefined, `${length} bytes`);
      }
      assert.equal(await decodeSession(base, concat(bytes, Uint8Array.of(0))), undefined);
      assert.equal(await decodeSession(base, flipped(bytes, 0, 3)), undefined);
    });

    it('is not read where its keys are none or its ids are no ids', async () => {
      const { device } = await startEnds(base);
      const { ratchet } = device;
      const own = { ...ratchet.own, secret: new Uint8Array(32).fill(255) };
      const broken: Session[] = [
        { ...device, ratchet: { ...ratchet, peer: new Uint8Array(65) } },
        { ...device, ratchet: { ...ratchet, own } },
        { ...device, self: 'b'.repeat(27) as typeof amir },
        { ...device, peer: ('ä'.repeat(13) + 'a') as typeof vera },
      ];
      for (const session of broken) {
        assert.equal(await decodeSession(base, encodeSession(base, session)), undefined);
      }
      const bytes = encodeSession(base, device);
      const noText = flipped(bytes, 37, 128);
      const threeChains = flipped(bytes, bytes.length - 5, 2);
      const promisesMore = flipped(bytes, bytes.length - 4, 255);
      for (const changed of [noText, threeChains, promisesMore]) {
        assert.equal(await decodeSession(base, changed), undefined);
      }
    });

    it('never throws, whatever is in the store', async () => {
      const chance = seeded(11);
      const { visitor } = await startEnds(base);
      const bytes = encodeSession(base, visitor);
      for (let round = 0; round < 300; round++) {
        let changed: Bytes = bytes;
        for (let times = chance(4); times >= 0; times--) {
          changed = flipped(changed, chance(bytes.length), 1 + chance(255));
        }
        await decodeSession(base, changed);
        await openMessage(base, visitor, changed);
        await decodeSession(base, random(base, chance(600)));
      }
      assert.deepEqual(encodeSession(base, visitor), bytes);
    });
  });
}
