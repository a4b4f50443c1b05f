import assert from 'node:assert/strict';
import { isBoxPublicKey, sealBox } from '../../src/protocol/box.js';
import type { BoxPurpose } from '../../src/protocol/box.js';
import type { Context } from '../../src/protocol/context.js';
import { generateBoxKey } from '../../src/protocol/keys.js';
import { openBox } from '../../src/protocol/open-box.js';
import { fromText } from '../../src/wire/bytes.js';
import type { Runner } from './support/runner.js';
import { untouched } from './support/snapshot.js';

/** The sealed box (PROTOCOL 4). */
export function boxSuite({ describe, it }: Runner, ctx: Context): void {
  const aad = fromText('before the box');

  describe('a sealed box', () => {
    it('opens for its key, and both ends export the same secrets, one a name', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const sealing = await sealBox(ctx, key.publicKey, 'open');
      const box = await sealing.finish(aad, fromText('words'));
      const opened = await untouched([box, aad, key.seed], async () => openBox(ctx, key, 'open', aad, box));
      assert.ok(opened);
      assert.deepEqual(opened.plaintext, fromText('words'));
      assert.deepEqual([opened.enc, opened.ct], [sealing.enc, sealing.ct]);
      const secret = await sealing.export('session');
      assert.equal(secret.length, 32);
      assert.deepEqual(await opened.export('session'), secret);
      assert.notDeepEqual(await opened.export('accept'), secret);
    });

    it('does not open as one of another purpose', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const purposes: BoxPurpose[] = ['open', 'inbox-key', 'invite', 'roster', 'archive'];
      for (const purpose of purposes) {
        const box = await (await sealBox(ctx, key.publicKey, purpose)).finish(aad, fromText('words'));
        for (const other of purposes) {
          const isOpened = (await openBox(ctx, key, other, aad, box)) !== undefined;
          assert.equal(isOpened, other === purpose, `${purpose} as ${other}`);
        }
      }
    });

    it('stays closed to another key, to one half of the key, and behind other bytes', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const other = await generateBoxKey(ctx, { extractable: false });
      const box = await (await sealBox(ctx, key.publicKey, 'open')).finish(aad, fromText('words'));
      assert.equal(await openBox(ctx, other, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, { ...key, seed: other.seed }, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, { ...key, ec: other.ec }, 'open', aad, box), undefined);
      assert.equal(await openBox(ctx, key, 'open', fromText('other'), box), undefined);
      for (const length of [0, 64, 65, 1_152, 1_153, box.length - 1]) {
        assert.equal(await openBox(ctx, key, 'open', aad, box.slice(0, length)), undefined, `${length}`);
      }
    });

    it('is sealed once: a second content would be under the nonce of the first', async () => {
      const key = await generateBoxKey(ctx, { extractable: false });
      const sealing = await sealBox(ctx, key.publicKey, 'open');
      await sealing.finish(aad, fromText('words'));
      await assert.rejects(sealing.finish(aad, fromText('other words')), { code: 'frame-malformed' });
    });

    it('is sealed only to what is a key in both halves', async () => {
      const { publicKey } = await generateBoxKey(ctx, { extractable: false });
      assert.ok(await isBoxPublicKey(ctx, publicKey));
      assert.ok(!(await isBoxPublicKey(ctx, { ...publicKey, ec: new Uint8Array(65) })));
      assert.ok(!(await isBoxPublicKey(ctx, { ...publicKey, kem: new Uint8Array(1_184).fill(255) })));
    });
  });
}
