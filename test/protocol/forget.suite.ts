import assert from 'node:assert/strict';
import type { Context } from '../../src/protocol/context.js';
import { createForget, verifyForget } from '../../src/protocol/forget.js';
import { conversationId, peerId } from '../../src/protocol/ids.js';
import { generateSigningKey, sign } from '../../src/protocol/keys.js';
import { concat } from '../../src/wire/bytes.js';
import { u64 } from '../../src/wire/codec.js';
import { encodeHeader } from '../../src/wire/frame.js';
import { flipped, withClock } from './session-world.js';
import type { Runner } from './session-world.js';

/** The order to erase (PROTOCOL 12). */
export function forgetSuite({ describe, it }: Runner, base: Context): void {
  describe('a forget frame', () => {
    const business = new Uint8Array(20).fill(9);

    it('says who asks, of what and when', async () => {
      const { ctx } = withClock(base);
      const visitor = await generateSigningKey(ctx, { extractable: false });
      const frame = await createForget(ctx, { visitor, business });
      assert.deepEqual(await verifyForget(ctx, { business, frame }), {
        visitor: await peerId(ctx, 'v', visitor.publicKey),
        conversation: await conversationId(ctx, business, visitor.publicKey),
        time: Math.floor(ctx.now() / 1_000),
      });
    });

    it('is refused with any byte changed, cut or lengthened, and for another business', async () => {
      const visitor = await generateSigningKey(base, { extractable: false });
      const frame = await createForget(base, { visitor, business });
      for (const index of frame.keys()) {
        assert.equal(
          await verifyForget(base, { business, frame: flipped(frame, index) }),
          undefined,
          `${index}`,
        );
      }
      for (const length of [0, 75, 76, 84, 149, frame.length - 1]) {
        assert.equal(await verifyForget(base, { business, frame: frame.subarray(0, length) }), undefined);
      }
      assert.equal(await verifyForget(base, { business, frame: concat(frame, Uint8Array.of(0)) }), undefined);
      assert.equal(await verifyForget(base, { business: new Uint8Array(20), frame }), undefined);
    });

    it('cannot be written by a stranger with a key of his own', async () => {
      const visitor = await generateSigningKey(base, { extractable: false });
      const stranger = await generateSigningKey(base, { extractable: false });
      const time = u64(1_790_000_000);
      const from = await peerId(base, 'v', visitor.publicKey);
      const header = encodeHeader({ kind: 'forget', business, from, to: undefined });
      for (const named of [visitor, stranger]) {
        const signature = await sign(base, stranger, 'forget', concat(business, named.publicKey, time));
        const frame = concat(header, time, named.publicKey, signature);
        assert.equal(await verifyForget(base, { business, frame }), undefined);
      }
    });

    it('is no signature made for something else', async () => {
      const visitor = await generateSigningKey(base, { extractable: false });
      const time = u64(1_790_000_000);
      const from = await peerId(base, 'v', visitor.publicKey);
      const header = encodeHeader({ kind: 'forget', business, from, to: undefined });
      const signature = await sign(base, visitor, 'admission', concat(business, visitor.publicKey, time));
      const frame = concat(header, time, visitor.publicKey, signature);
      assert.equal(await verifyForget(base, { business, frame }), undefined);
    });
  });
}
