import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { prepareDemoBusiness } from '../../src/node/demo-business.js';
import type { DemoBusiness } from '../../src/node/demo-business.js';
import { openRegister } from '../../src/node/drivers.js';
import { startNode } from '../../src/node/node.js';
import { readCard, verifyCard } from '../../src/protocol/card.js';
import { businessId } from '../../src/protocol/ids.js';
import { importBoxKey, importSigningKey } from '../../src/protocol/keys.js';
import { backupId, decodeBackup, openBackup, parseRecoveryCode } from '../../src/protocol/recovery.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import type { BackupAnswer } from '../../src/wire/node-messages.js';
import { ctx } from '../support/shop.js';
import { temporaryFolder } from '../support/test-node.js';

async function prepare(folder: string, now: () => number = Date.now): Promise<DemoBusiness> {
  await using opened = await openRegister(folder);
  return await prepareDemoBusiness(folder, opened.register, now);
}

describe('the demo business', () => {
  it('is the same at every start, and its file is for its owner only', async () => {
    using folder = temporaryFolder();
    const made = await prepare(folder.path);
    assert.deepEqual(await prepare(folder.path), made);
    assert.equal(statSync(join(folder.path, 'demo.json')).mode & 0o777, 0o600);
  });

  it('is restored from its recovery code, the way a desk does', async () => {
    using folder = temporaryFolder();
    const { business, recovery } = await prepare(folder.path);
    const node = await startNode({ data: folder.path, port: 0 });
    const code = parseRecoveryCode(recovery) ?? new Uint8Array();
    const answer = await fetch(`${node.origin}/v1/backup/${await backupId(ctx, code)}`);
    const body = (await answer.json()) as BackupAnswer;
    await node.close();
    const opened = await openBackup(ctx, code, fromBase64url(body.data) ?? new Uint8Array());
    const backup = decodeBackup(opened ?? new Uint8Array());
    const root = await importSigningKey(ctx, backup?.root ?? new Uint8Array());
    const inbox = await importBoxKey(ctx, backup?.inboxes[0]?.key ?? new Uint8Array());
    assert.ok(root && inbox);
    assert.equal((await businessId(ctx, root.publicKey)).text, business);
    const bytes = fromBase64url(body.card) ?? new Uint8Array();
    const verified = await verifyCard(ctx, { business, bytes, highestSeq: 0 });
    assert.ok(verified.ok);
    assert.match(verified.card.name, /demo/);
    assert.deepEqual(verified.card.inbox.publicKey, inbox.publicKey);
  });

  it('signs its card again before it ends, and not before', async () => {
    using folder = temporaryFolder();
    const { business } = await prepare(folder.path);
    const card = async (): Promise<{ seq: number; expires: number }> => {
      await using opened = await openRegister(folder.path);
      const [record] = await opened.register.businesses();
      const read = await readCard(ctx, { business, bytes: record?.card ?? new Uint8Array() });
      assert.ok(read.ok);
      return read.card;
    };
    const first = await card();
    await prepare(folder.path);
    assert.equal((await card()).seq, first.seq);
    await prepare(folder.path, () => Date.now() + 80 * 86_400_000);
    const renewed = await card();
    assert.ok(renewed.seq > first.seq);
    assert.ok(renewed.expires > first.expires);
  });
});
