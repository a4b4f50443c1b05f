import assert from 'node:assert/strict';
import type { Context } from '../../src/protocol/context.js';
import {
  exportBoxKey,
  exportSigningKey,
  generateBoxKey,
  generateSigningKey,
  importSigningKey,
} from '../../src/protocol/keys.js';
import {
  backupId,
  decodeBackup,
  encodeBackup,
  generateRecoveryCode,
  openBackup,
  parseRecoveryCode,
  recoveryCodeText,
  sealBackup,
} from '../../src/protocol/recovery.js';
import { concat, fromText } from '../../src/wire/bytes.js';
import { flipped } from './session-world.js';
import { seeded } from '../support/chance.js';
import type { Runner } from './session-world.js';

/** The recovery code and the backup (PROTOCOL 2). */
export function recoverySuite({ describe, it }: Runner, ctx: Context): void {
  describe('a recovery code', () => {
    it('goes to 26 characters and back, however it was typed', () => {
      const code = generateRecoveryCode(ctx);
      const text = recoveryCodeText(code);
      assert.match(text, /^[a-z2-7]{26}$/);
      assert.deepEqual(parseRecoveryCode(text), code);
      assert.deepEqual(parseRecoveryCode(` ${text.slice(0, 13).toUpperCase()}-${text.slice(13)}\n`), code);
    });

    it('is no other text', () => {
      for (const text of ['', 'a'.repeat(25), 'a'.repeat(27), `${'a'.repeat(25)}b`, `${'a'.repeat(25)}1`]) {
        assert.equal(parseRecoveryCode(text), undefined, text);
      }
    });

    it('names its backup without giving itself away', async () => {
      const code = generateRecoveryCode(ctx);
      const id = await backupId(ctx, code);
      assert.match(id, /^[a-z2-7]{26}$/);
      assert.equal(await backupId(ctx, code), id);
      assert.notEqual(id, recoveryCodeText(code));
      assert.notEqual(await backupId(ctx, generateRecoveryCode(ctx)), id);
    });
  });

  describe('a backup', () => {
    it('brings the keys back', async () => {
      const code = generateRecoveryCode(ctx);
      const root = await generateSigningKey(ctx, { extractable: true });
      const box = await generateBoxKey(ctx, { extractable: true });
      const backup = {
        root: await exportSigningKey(ctx, root),
        inboxes: [{ epoch: 7, key: await exportBoxKey(ctx, box) }],
      };
      const sealed = await sealBackup(ctx, code, encodeBackup(backup));
      const opened = await openBackup(ctx, code, sealed);
      assert.ok(opened);
      assert.deepEqual(decodeBackup(opened), backup);
      assert.deepEqual((await importSigningKey(ctx, backup.root))?.publicKey, root.publicKey);
    });

    it('does not open with another code, nor with any byte changed or missing', async () => {
      const code = generateRecoveryCode(ctx);
      const sealed = await sealBackup(ctx, code, fromText('keys'));
      assert.equal(await openBackup(ctx, generateRecoveryCode(ctx), sealed), undefined);
      for (const index of sealed.keys()) {
        assert.equal(await openBackup(ctx, code, flipped(sealed, index)), undefined, `byte ${index}`);
        assert.equal(await openBackup(ctx, code, sealed.subarray(0, index)), undefined, `${index} bytes`);
      }
    });

    it('never seals twice under one key', async () => {
      const code = generateRecoveryCode(ctx);
      const first = await sealBackup(ctx, code, new Uint8Array(64));
      const second = await sealBackup(ctx, code, new Uint8Array(64));
      assert.notDeepEqual(first.subarray(17), second.subarray(17));
    });

    it('is read to its exact end only', () => {
      const bytes = encodeBackup({
        root: Uint8Array.of(1),
        inboxes: [{ epoch: 1, key: Uint8Array.of(2, 3) }],
      });
      assert.ok(decodeBackup(bytes));
      for (const length of bytes.keys()) assert.equal(decodeBackup(bytes.subarray(0, length)), undefined);
      assert.equal(decodeBackup(concat(bytes, Uint8Array.of(0))), undefined);
      assert.equal(decodeBackup(flipped(bytes, 0)), undefined);
    });

    it('never makes a decoder throw', () => {
      const chance = seeded(3);
      const bytes = encodeBackup({
        root: Uint8Array.of(1),
        inboxes: [{ epoch: 1, key: Uint8Array.of(2, 3) }],
      });
      for (let round = 0; round < 500; round++) {
        decodeBackup(flipped(bytes, chance(bytes.length), 1 + chance(255)));
        decodeBackup(Uint8Array.from({ length: chance(40) }, () => chance(256)));
      }
    });
  });
}
