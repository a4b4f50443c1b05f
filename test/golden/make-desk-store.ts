/** Writes `desk-store.json`: a desk's whole store after a first conversation. Run it once a version of the records. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { toBase64url } from '../../src/wire/base64url.js';
import { Scene } from '../hostile/scene.js';
import { HostileNode } from '../hostile/hostile-node.js';
import { deskStorePath } from './desk-store.js';
import type { DeskStore } from './desk-store.js';

// Stores in the world hold such rows: replacing them is a decision, not a side effect.
assert.ok(!existsSync(deskStorePath), 'the file exists: remove it by hand first');
const node = await HostileNode.start();
try {
  await using scene = await Scene.open({ node: async () => Promise.resolve(node) });
  await scene.talk(await scene.visit());
  const rows = [...scene.browser.rows.rows].map(([key, value]) => {
    assert.ok(value instanceof Uint8Array);
    return [key, toBase64url(value)] as const;
  });
  const store: DeskStore = { business: scene.business, madeAt: Date.now(), rows };
  writeFileSync(deskStorePath, `${JSON.stringify(store)}\n`);
} finally {
  await node.close();
}
