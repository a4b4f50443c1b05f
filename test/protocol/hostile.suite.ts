import assert from 'node:assert/strict';
import { readAcceptCopy, receiveAccept } from '../../src/protocol/accept.js';
import type { Context } from '../../src/protocol/context.js';
import { createForget, verifyForget } from '../../src/protocol/forget.js';
import { receiveOpen } from '../../src/protocol/open.js';
import { createPre, receivePre } from '../../src/protocol/pre.js';
import { openMessage, sealMessage } from '../../src/protocol/session.js';
import { concat } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { readHeader } from '../../src/wire/frame.js';
import type { Runner } from './support/runner.js';
import { flip, untouched } from './support/snapshot.js';
import { makeContact, text } from './support/world.js';

/** How thorough to be: an open costs a KEM each time, so slow engines flip every `stride`-th byte of its box. */
export interface Thoroughness {
  readonly stride: number;
}

/** A node that alters, cuts, lengthens and replays (PROTOCOL 15). */
export function hostileSuite({ describe, it }: Runner, base: Context, { stride }: Thoroughness): void {
  /** Every damage a node can do to one frame. */
  function* damaged(frame: Bytes, from = 0): Generator<readonly [string, Bytes]> {
    for (let index = 0; index < frame.length; index += index < from ? 1 : stride) {
      yield [`byte ${index}`, flip(frame, index)];
    }
    yield ['last byte', flip(frame, frame.length - 1)];
    for (const length of [0, 1, 75, 76, 77, 91, 92, 108, 124, frame.length - 16, frame.length - 1]) {
      if (length < frame.length) yield [`length ${length}`, frame.slice(0, length)];
    }
    yield ['a byte more', concat(frame, Uint8Array.of(0))];
    yield ['too large', concat(frame, new Uint8Array(65_537 - frame.length))];
  }

  describe('a hostile node', () => {
    it('alters no byte of an open', async () => {
      const { ctx, business, openFrame } = await makeContact(base.crypto);
      const { inboxes } = business;
      await untouched([inboxes, openFrame], async () => {
        for (const [what, frame] of damaged(openFrame, 88)) {
          const result = await receiveOpen(ctx, { business: business.id, inboxes, frame });
          assert.ok(!result.ok, what);
          // The epoch stands in clear: altered, the frame waits for a key that never comes.
          const isEpoch = /^byte (?:76|77|78|79)$/.test(what);
          assert.equal(result.reason, isEpoch ? 'epoch-unknown' : 'refused', what);
        }
      });
      assert.ok((await receiveOpen(ctx, { business: business.id, inboxes, frame: openFrame })).ok);
    });

    it('alters no byte of a pre', async () => {
      const { ctx, sent, vera, open } = await makeContact(base.crypto);
      const good = await createPre(ctx, { sent, visitor: vera.key, n: 0, payloads: [text('hello?')] });
      await untouched([open, good], async () => {
        for (const [what, frame] of damaged(good, good.length)) {
          assert.equal(await receivePre(ctx, { open, frame }), undefined, what);
        }
      });
      assert.ok(await receivePre(ctx, { open, frame: good }));
    });

    it('alters no byte of an accept, for the visitor or the team', async () => {
      const { ctx, sent, vera, open, card, acceptFrame } = await makeContact(base.crypto);
      const given = { sent, bundle: vera.bundle, visitor: vera.key, card };
      await untouched([given, open, acceptFrame], async () => {
        for (const [what, frame] of damaged(acceptFrame, acceptFrame.length)) {
          assert.deepEqual(await receiveAccept(ctx, { ...given, frame }), { ok: false }, what);
          assert.deepEqual(await readAcceptCopy(ctx, { open, card, frame }), { ok: false }, what);
        }
      });
      assert.ok((await receiveAccept(ctx, { ...given, frame: acceptFrame })).ok);
    });

    it('alters no byte of a message, and the session stays as it was', async () => {
      const { ctx, atAmir, atVera } = await makeContact(base.crypto);
      const { frame: good } = await untouched(atAmir, async () => sealMessage(ctx, atAmir, [text('yes')]));
      await untouched([atVera, good], async () => {
        for (const [what, frame] of damaged(good, good.length)) {
          const result = await openMessage(ctx, atVera, frame);
          assert.ok(!result.ok, what);
        }
      });
      assert.ok((await openMessage(ctx, atVera, good)).ok);
    });

    it('alters no byte of a forget', async () => {
      const { ctx, vera, open } = await makeContact(base.crypto);
      const { business } = open;
      const good = await createForget(ctx, { visitor: vera.key, business });
      for (const [what, frame] of damaged(good, good.length)) {
        assert.equal(await verifyForget(ctx, { business, frame }), undefined, what);
      }
      assert.ok(await verifyForget(ctx, { business, frame: good }));
    });

    it('replays no message, and reflects none', async () => {
      const { ctx, atAmir, atVera } = await makeContact(base.crypto);
      const { frame, session } = await sealMessage(ctx, atAmir, [text('yes')]);
      const opened = await openMessage(ctx, atVera, frame);
      assert.ok(opened.ok);
      assert.ok(!(await openMessage(ctx, opened.session, frame)).ok);
      assert.ok(!(await openMessage(ctx, session, frame)).ok);
    });

    it('passes no frame of one kind, session or business for another', async () => {
      const one = await makeContact(base.crypto);
      const two = await makeContact(base.crypto);
      const { frame: message } = await sealMessage(one.ctx, one.atAmir, [text('yes')]);
      const pre = await createPre(one.ctx, { sent: one.sent, visitor: one.vera.key, n: 0, payloads: [] });
      const frames = [one.openFrame, pre, one.acceptFrame, message];
      for (const frame of frames) {
        const kind = readHeader(frame)?.kind;
        const { ctx, business, open, atVera, sent, vera, card } = one;
        const opened = await receiveOpen(ctx, { business: business.id, inboxes: business.inboxes, frame });
        assert.equal(opened.ok, kind === 'open');
        assert.equal((await receivePre(ctx, { open, frame })) !== undefined, kind === 'pre');
        const given = { sent, bundle: vera.bundle, visitor: vera.key, card, frame };
        assert.equal((await receiveAccept(ctx, given)).ok, kind === 'accept');
        assert.equal((await openMessage(ctx, atVera, frame)).ok, kind === 'message');
        assert.ok(!(await openMessage(ctx, two.atVera, frame)).ok);
        assert.equal(await receivePre(ctx, { open: two.open, frame }), undefined);
      }
    });
  });
}
