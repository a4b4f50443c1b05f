import assert from 'node:assert/strict';
import { openAtRest, sealAtRest } from '../../src/protocol/at-rest.js';
import type { Context } from '../../src/protocol/context.js';
import { generateStorageKey } from '../../src/protocol/passphrase.js';
import { fromText } from '../../src/wire/bytes.js';
import { flipped } from './session-world.js';
import type { Runner } from './session-world.js';

/** Records at rest. */
export function atRestSuite({ describe, it }: Runner, ctx: Context): void {
  describe('a record at rest', () => {
    it('opens under its key and name', async () => {
      const key = await generateStorageKey(ctx);
      const sealed = await sealAtRest(ctx, key, 'session/1', fromText('words'));
      assert.deepEqual(await openAtRest(ctx, key, 'session/1', sealed), fromText('words'));
    });

    it('does not open in the place of another one, nor under another key', async () => {
      const key = await generateStorageKey(ctx);
      const sealed = await sealAtRest(ctx, key, 'session/1', fromText('words'));
      for (const name of ['session/2', 'session/', '']) {
        assert.equal(await openAtRest(ctx, key, name, sealed), undefined);
      }
      assert.equal(await openAtRest(ctx, await generateStorageKey(ctx), 'session/1', sealed), undefined);
    });

    it('does not open with any byte changed or missing', async () => {
      const key = await generateStorageKey(ctx);
      const sealed = await sealAtRest(ctx, key, 'session/1', fromText('words'));
      for (const index of sealed.keys()) {
        assert.equal(await openAtRest(ctx, key, 'session/1', flipped(sealed, index)), undefined);
        assert.equal(await openAtRest(ctx, key, 'session/1', sealed.subarray(0, index)), undefined);
      }
    });

    it('is sealed anew each time', async () => {
      const key = await generateStorageKey(ctx);
      const first = await sealAtRest(ctx, key, 'a', fromText('words'));
      assert.notDeepEqual(await sealAtRest(ctx, key, 'a', fromText('words')), first);
    });
  });
}
