import assert from 'node:assert/strict';
import { aeadKeyBytes, sealAead } from '../../src/protocol/aead.js';
import { random } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import { hkdf } from '../../src/protocol/kdf.js';
import { label } from '../../src/protocol/label.js';
import { nextKey } from '../../src/protocol/ratchet.js';
import { encodeSession } from '../../src/protocol/session-codec.js';
import { mayBeTransient, openMessage, sealMessage } from '../../src/protocol/session.js';
import type { Session } from '../../src/protocol/session.js';
import { concat } from '../../src/wire/bytes.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { encodeHeader } from '../../src/wire/frame.js';
import { encodeMessageClear } from '../../src/wire/session-fields.js';
import { maxFrameBytes } from '../../src/wire/limits.js';
import type { Payload } from '../../src/wire/payload/payload.js';
import { flipped, hear, say, startEnds, text, withClock } from './session-world.js';
import type { Runner, amir, vera } from './session-world.js';

const refused = { ok: false, reason: 'refused' };

/** A frame as a broken or newer program might seal it: authentic, whatever its area is. */
async function sealArea(ctx: Context, session: Session, area: Bytes): Promise<Bytes> {
  const { key, header } = await nextKey(ctx, session.ratchet);
  const salt = random(ctx, 16);
  const { business, self: from, peer: to, sid } = session;
  const clear = concat(
    encodeHeader({ kind: 'message', business, from, to }),
    encodeMessageClear({ sid, ...header, salt }),
  );
  const aead = await hkdf(ctx, { ikm: key, salt, info: label('message'), length: aeadKeyBytes });
  return concat(clear, await sealAead(ctx, aead, concat(clear, session.transcriptHash), area));
}

/** Frames of a session (PROTOCOL 6, 7). */
export function sessionSuite({ describe, it }: Runner, base: Context): void {
  describe('a message frame', () => {
    it('is refused with any byte changed, and the state stays', async () => {
      const ends = await startEnds(base);
      await hear(base, ends, 'visitor', await say(base, ends, 'device', 'Hello'));
      await hear(base, ends, 'device', await say(base, ends, 'visitor', 'Hi'));
      const frame = await say(base, ends, 'device', 'Can I help?');
      const before = encodeSession(base, ends.visitor);
      for (const index of frame.keys()) {
        const opened = await openMessage(
          base,
          ends.visitor,
          flipped(frame, index, index % 2 === 0 ? 1 : 128),
        );
        assert.ok(!opened.ok, `byte ${index}`);
        // Counters may promise a gap; whoever forges them gains no more than that.
        const isCounter = index >= 157 && index < 165;
        assert.ok(isCounter || opened.reason === 'refused', `byte ${index}`);
      }
      assert.deepEqual(encodeSession(base, ends.visitor), before);
      assert.equal(await hear(base, ends, 'visitor', frame), 'Can I help?');
    });

    it('is refused when cut, lengthened or of another kind', async () => {
      const ends = await startEnds(base);
      const frame = await say(base, ends, 'device', 'Hello');
      for (const length of [0, 1, 75, 76, 180, 181, 196, frame.length - 1]) {
        assert.deepEqual(await openMessage(base, ends.visitor, frame.subarray(0, length)), refused);
      }
      assert.deepEqual(await openMessage(base, ends.visitor, concat(frame, Uint8Array.of(0))), refused);
    });

    it('is refused by every session but its own', async () => {
      const { visitor, device } = await startEnds(base);
      const colleague = `a${'c'.repeat(26)}` as typeof amir;
      const stranger = `v${'d'.repeat(26)}` as typeof vera;
      const others: Session[] = [
        { ...device, sid: random(base, 16) },
        { ...device, business: random(base, 20) },
        { ...device, self: colleague },
        { ...device, peer: stranger },
        { ...device, transcriptHash: random(base, 32) },
      ];
      for (const other of others) {
        const { frame } = await sealMessage(base, other, [text(base, 'Hello')]);
        assert.deepEqual(await openMessage(base, visitor, frame), refused);
      }
    });

    it('is refused when it comes back to its writer', async () => {
      const ends = await startEnds(base);
      const frame = await say(base, ends, 'device', 'Hello');
      assert.deepEqual(await openMessage(base, ends.device, frame), refused);
    });

    it('has one of few sizes, whatever it says', async () => {
      const { device } = await startEnds(base);
      const sizes = new Set<number>();
      for (const words of ['a', 'a longer answer', 'a'.repeat(60)]) {
        sizes.add((await sealMessage(base, device, [text(base, words)])).frame.length);
      }
      assert.equal(sizes.size, 1);
    });

    it('throws where payloads do not fit, and fits the largest that do', async () => {
      const { device } = await startEnds(base);
      const full = Array.from({ length: 3 }, () => text(base, 'a'.repeat(16_384)));
      const { frame } = await sealMessage(base, device, full);
      assert.ok(frame.length <= maxFrameBytes);
      const tooMany = [...full, text(base, 'a'.repeat(16_384))];
      await assert.rejects(sealMessage(base, device, tooMany), { code: 'frame-too-large' });
      const typing = Array.from({ length: 257 }, (): Payload => ({ type: 'typing', on: true }));
      await assert.rejects(sealMessage(base, device, typing), { code: 'frame-too-large' });
    });

    it('moves the session on even where its area cannot be read', async () => {
      const { visitor, device } = await startEnds(base);
      const areas = [
        new Uint8Array(256),
        new Uint8Array(0),
        Uint8Array.of(1, 2, 3, 128, 0, 0),
        Uint8Array.of(0xff, 0xff, 0xff, 0xff, 128),
      ];
      for (const area of areas) {
        const opened = await openMessage(base, visitor, await sealArea(base, device, area));
        assert.ok(opened.ok);
        assert.deepEqual(opened.payloads, [{ type: 'unreadable', bytes: area }]);
        assert.equal(opened.session.ratchet.receiving?.n, 1);
      }
    });

    it('changes neither the session nor the payloads that it was made from', async () => {
      const { visitor, device } = await startEnds(base);
      const before = [encodeSession(base, visitor), encodeSession(base, device)];
      const payload = Object.freeze(text(base, 'Hello'));
      const { frame } = await sealMessage(base, Object.freeze(device), Object.freeze([payload]));
      const copy = Uint8Array.from(frame);
      assert.ok((await openMessage(base, Object.freeze(visitor), frame)).ok);
      assert.deepEqual(frame, copy);
      assert.deepEqual([encodeSession(base, visitor), encodeSession(base, device)], before);
    });
  });

  describe('transient frames', () => {
    it('go out within 60 seconds of an authentic frame of the peer', async () => {
      const { ctx, pass } = withClock(base);
      const ends = await startEnds(ctx);
      assert.ok(mayBeTransient(ctx, ends.visitor), 'the accept was such a frame');
      assert.ok(!mayBeTransient(ctx, ends.device), 'the open may be old');
      await hear(ctx, ends, 'device', await say(ctx, ends, 'visitor', 'Hi'));
      pass(60_000);
      assert.ok(mayBeTransient(ctx, ends.device));
      pass(1);
      assert.ok(!mayBeTransient(ctx, ends.device));
    });

    it('stop at 256 until the peer is heard again', async () => {
      const { ctx } = withClock(base);
      const ends = await startEnds(ctx);
      for (let sent = 0; sent < 256; sent++) {
        assert.ok(mayBeTransient(ctx, ends.visitor));
        const typing: Payload = { type: 'typing', on: true };
        ends.visitor = (await sealMessage(ctx, ends.visitor, [typing], { transient: true })).session;
      }
      assert.ok(!mayBeTransient(ctx, ends.visitor));
      await say(ctx, ends, 'visitor', 'words do not count');
      assert.equal(ends.visitor.transients, 256);
      await hear(ctx, ends, 'visitor', await say(ctx, ends, 'device', 'Hello'));
      assert.ok(mayBeTransient(ctx, ends.visitor));
    });
  });
}
