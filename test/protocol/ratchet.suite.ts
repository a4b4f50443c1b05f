import assert from 'node:assert/strict';
import { random } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import { generateEcBytes } from '../../src/protocol/ec-bytes.js';
import { maxGap, nextKey, receive, startSending } from '../../src/protocol/ratchet.js';
import type { Ratchet, RatchetHeader } from '../../src/protocol/ratchet.js';
import { addSkipped, maxSkippedPerChain, maxSkippedPerSession } from '../../src/protocol/skipped-keys.js';
import { encodeSession } from '../../src/protocol/session-codec.js';
import { openMessage, startAsDevice, startAsVisitor } from '../../src/protocol/session.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { amir, hear, say, startEnds, vera, withClock } from './session-world.js';
import { seeded } from '../support/chance.js';
import type { Runner } from './session-world.js';

/** Takes keys of a sender until the next has number `n`; answers its state and the last key's header. */
async function run(
  ctx: Context,
  sender: Ratchet,
  n: number,
): Promise<{ ratchet: Ratchet; header: RatchetHeader; key: Bytes }> {
  let step = await nextKey(ctx, sender);
  while (step.header.n < n) step = await nextKey(ctx, step.ratchet);
  return step;
}

async function take(ctx: Context, ratchet: Ratchet, header: RatchetHeader): Promise<Ratchet> {
  const reception = await receive(ctx, ratchet, header);
  if (typeof reception === 'string') throw new Error(`refused: ${reception}`);
  return reception.commit();
}

/** The double ratchet (PROTOCOL 6). */
export function ratchetSuite({ describe, it }: Runner, base: Context): void {
  describe('the ratchet', () => {
    it('lets the device write first and the visitor answer', async () => {
      const ends = await startEnds(base);
      assert.equal(await hear(base, ends, 'visitor', await say(base, ends, 'device', 'Hello')), 'Hello');
      assert.equal(await hear(base, ends, 'device', await say(base, ends, 'visitor', 'Hi')), 'Hi');
    });

    it('lets the visitor write before the device did', async () => {
      const ends = await startEnds(base);
      assert.equal(await hear(base, ends, 'device', await say(base, ends, 'visitor', 'Hi')), 'Hi');
      assert.equal(await hear(base, ends, 'visitor', await say(base, ends, 'device', 'Hello')), 'Hello');
    });

    it('turns with each answer, so that no key of it stays', async () => {
      const ends = await startEnds(base);
      const seen = new Set<string>();
      for (let round = 0; round < 8; round++) {
        const who = round % 2 === 0 ? 'visitor' : 'device';
        const frame = await say(base, ends, who, `round ${round}`);
        await hear(base, ends, who === 'visitor' ? 'device' : 'visitor', frame);
        seen.add(ends.visitor.ratchet.root.join()).add(ends.visitor.ratchet.own.publicKey.join());
      }
      assert.ok(seen.size >= 8);
    });

    it('opens frames in any order, lost ones never, across turns', async () => {
      const chance = seeded(7);
      const ends = await startEnds(base);
      const underway: { to: 'visitor' | 'device'; frame: Bytes; words: string }[] = [];
      let opened = 0;
      for (let turn = 0; turn < 200; turn++) {
        if (chance(2) === 0 || underway.length === 0) {
          const who = chance(2) === 0 ? 'visitor' : 'device';
          const words = `words ${turn}`;
          const frame = await say(base, ends, who, words);
          const to = who === 'visitor' ? 'device' : 'visitor';
          if (chance(5) > 0) underway.push({ to, frame, words });
        } else {
          const [next] = underway.splice(chance(underway.length), 1);
          assert.ok(next);
          assert.equal(await hear(base, ends, next.to, next.frame), next.words);
          opened++;
        }
      }
      assert.ok(opened > 50);
    });

    it('refuses a frame that was opened, now and after later turns', async () => {
      const ends = await startEnds(base);
      const first = await say(base, ends, 'device', 'one');
      const second = await say(base, ends, 'device', 'two');
      await hear(base, ends, 'visitor', second);
      await hear(base, ends, 'visitor', first);
      for (let round = 0; round < 2; round++) {
        const before = encodeSession(base, ends.visitor);
        for (const frame of [first, second]) {
          assert.deepEqual(await openMessage(base, ends.visitor, frame), { ok: false, reason: 'refused' });
        }
        assert.deepEqual(encodeSession(base, ends.visitor), before);
        await hear(base, ends, 'device', await say(base, ends, 'visitor', 'answer'));
        await hear(base, ends, 'visitor', await say(base, ends, 'device', 'turned'));
      }
    });

    it('jumps over 512 lost frames and not over one more', async () => {
      const { visitor, device } = await startEnds(base);
      const far = await run(base, device.ratchet, maxGap);
      const { skipped } = await take(base, visitor.ratchet, far.header);
      assert.equal(skipped.length, maxGap);
      const farther = await run(base, far.ratchet, maxGap + 1);
      assert.equal(await receive(base, visitor.ratchet, farther.header), 'gap-too-wide');
    });

    it('does not jump further in a new chain, nor at the end of the last one', async () => {
      const { visitor, device } = await startEnds(base);
      const far = await run(base, visitor.ratchet, maxGap + 1);
      assert.equal(await receive(base, device.ratchet, far.header), 'gap-too-wide');

      const heard = await take(base, visitor.ratchet, (await nextKey(base, device.ratchet)).header);
      const { ratchet: long } = await run(base, device.ratchet, maxGap + 1);
      const turned = await take(base, long, (await nextKey(base, heard)).header);
      const { header } = await nextKey(base, turned);
      assert.equal(header.previous, maxGap + 2);
      assert.equal(await receive(base, heard, header), 'gap-too-wide');
      assert.ok(typeof (await receive(base, heard, { ...header, previous: maxGap + 1 })) !== 'string');
    });

    it('keeps 512 keys of a chain: the oldest go', async () => {
      const { visitor, device } = await startEnds(base);
      const first = await run(base, device.ratchet, 0);
      const middle = await run(base, first.ratchet, maxGap);
      const last = await run(base, middle.ratchet, maxGap + 3);
      const kept = await take(base, await take(base, visitor.ratchet, middle.header), last.header);
      assert.equal(kept.skipped.length, maxSkippedPerChain);
      assert.equal(await receive(base, kept, first.header), 'refused');
      assert.ok(typeof (await receive(base, kept, { ...first.header, n: 2 })) !== 'string');
    });

    it('keeps 2,048 keys of a session: the oldest go', () => {
      const key = new Uint8Array(32);
      let skipped = addSkipped(base, [], Uint8Array.of(0), []);
      for (let chain = 0; chain < 5; chain++) {
        const keys = Array.from({ length: maxSkippedPerChain }, (_, n) => ({ n, key }));
        skipped = addSkipped(base, skipped, Uint8Array.of(chain), keys);
      }
      assert.equal(skipped.length, maxSkippedPerSession);
      assert.deepEqual(skipped[0]?.ratchet, Uint8Array.of(1));
    });

    it('forgets the key of a late frame after seven days', async () => {
      const { ctx, pass } = withClock(base);
      const ends = await startEnds(ctx);
      const late = await say(ctx, ends, 'device', 'late');
      await hear(ctx, ends, 'visitor', await say(ctx, ends, 'device', 'in time'));
      pass(7 * 24 * 3_600_000);
      assert.ok((await openMessage(ctx, ends.visitor, late)).ok);
      pass(1);
      assert.deepEqual(await openMessage(ctx, ends.visitor, late), { ok: false, reason: 'refused' });
      await say(ctx, ends, 'visitor', 'sealing clears it away');
      assert.equal(ends.visitor.ratchet.skipped.length, 0);
    });

    it('seals other words with another key after a roll-back of the store', async () => {
      const { visitor, device } = await startEnds(base);
      const ends = { visitor, device };
      const first = await say(base, ends, 'device', 'aaaa');
      ends.device = device;
      const second = await say(base, ends, 'device', 'aaaa');
      const sealedFrom = first.length - 272;
      // Same place in the chain, so the same message key: only the salt keeps key and nonce from repeating.
      assert.deepEqual(first.subarray(92, 165), second.subarray(92, 165));
      const mix = (a: Bytes, b: Bytes): Bytes => a.map((byte, index) => byte ^ (b[index] ?? 0));
      const difference = mix(first.slice(sealedFrom), second.slice(sealedFrom));
      const zeros = difference.filter(byte => byte === 0).length;
      assert.ok(zeros < 40, 'the key streams differ');
      assert.equal(await hear(base, ends, 'visitor', second), 'aaaa');
      assert.deepEqual(await openMessage(base, ends.visitor, first), { ok: false, reason: 'refused' });
    });

    it('refuses frames under keys that are none, or that it knows nothing of', async () => {
      const { visitor, device } = await startEnds(base);
      const none = new Uint8Array(65).fill(4);
      assert.equal(await receive(base, visitor.ratchet, { ratchet: none, previous: 0, n: 0 }), 'refused');
      const unheard = { ratchet: device.ratchet.peer, previous: 0, n: 0 };
      assert.equal(await receive(base, device.ratchet, unheard), 'refused');
    });

    it('does not start against a key that is none', async () => {
      const own = await generateEcBytes(base);
      const none = new Uint8Array(65).fill(4);
      const root = random(base, 32);
      assert.equal(await startSending(base, { root, own, peer: none }), undefined);
      const ecdh = { name: 'ECDH', namedCurve: 'P-256' };
      const bundleKey = await base.crypto.subtle.generateKey(ecdh, false, ['deriveBits']);
      assert.ok('privateKey' in bundleKey);
      const agreed = { sid: root, business: root, transcriptHash: root, root };
      const asVisitor = { ...agreed, self: vera, peer: amir, bundleKey, deviceRatchet: none };
      assert.equal(await startAsVisitor(base, asVisitor), undefined);
      const asDevice = { ...agreed, self: amir, peer: vera, visitorE: none, ratchet: own };
      assert.equal(await startAsDevice(base, asDevice), undefined);
    });
  });
}
