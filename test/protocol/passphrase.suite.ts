import assert from 'node:assert/strict';
import { openAtRest, sealAtRest } from '../../src/protocol/at-rest.js';
import { random } from '../../src/protocol/context.js';
import type { Context } from '../../src/protocol/context.js';
import {
  generateStorageKey,
  importStorageKey,
  unwrapStorageKey,
  wrapStorageKey,
} from '../../src/protocol/passphrase.js';
import { fromText } from '../../src/wire/bytes.js';
import { flipped } from './session-world.js';
import type { Runner } from './session-world.js';

/** The key of a browser's store (PROTOCOL 2). */
export function passphraseSuite({ describe, it }: Runner, ctx: Context): void {
  describe('a storage key', () => {
    it('comes back under its passphrase, not extractable', async () => {
      const raw = random(ctx, 32);
      const key = await importStorageKey(ctx, raw);
      const unwrapped = await unwrapStorageKey(
        ctx,
        'fünf Äpfel',
        await wrapStorageKey(ctx, 'fünf Äpfel', raw),
      );
      assert.ok(unwrapped);
      assert.equal(unwrapped.extractable, false);
      const sealed = await sealAtRest(ctx, key, 'note', fromText('words'));
      assert.deepEqual(await openAtRest(ctx, unwrapped, 'note', sealed), fromText('words'));
    });

    it('takes the same words composed in another way', async () => {
      const wrapped = await wrapStorageKey(ctx, 'f\u00fcnf \u00c4pfel', random(ctx, 32));
      assert.ok(await unwrapStorageKey(ctx, 'fu\u0308nf A\u0308pfel', wrapped));
    });

    it('stays closed to other words', async () => {
      const wrapped = await wrapStorageKey(ctx, 'correct horse', random(ctx, 32));
      for (const words of ['correct horsE', '', 'correct horse ']) {
        assert.equal(await unwrapStorageKey(ctx, words, wrapped), undefined);
      }
    });

    it('stays closed with a byte changed in version, salt, nonce, key or tag, or bytes missing', async () => {
      const wrapped = await wrapStorageKey(ctx, 'correct horse', random(ctx, 32));
      for (const index of [0, 1, 17, 29, wrapped.length - 1]) {
        assert.equal(await unwrapStorageKey(ctx, 'correct horse', flipped(wrapped, index)), undefined);
        assert.equal(await unwrapStorageKey(ctx, 'correct horse', wrapped.subarray(0, index)), undefined);
      }
    });

    it('cannot be taken out of the browser by a script', async () => {
      const key = await generateStorageKey(ctx);
      assert.equal(key.extractable, false);
      await assert.rejects(ctx.crypto.subtle.exportKey('raw', key));
    });
  });
}
