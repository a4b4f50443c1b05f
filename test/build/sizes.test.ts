import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';

/** Budgets in bytes after gzip, as the node serves them. Raising one needs a sentence in the commit. */
const budgets = {
  'secure-chat.js': 3_000,
  'embed.js': 3_200,
} as const;

describe('the build', () => {
  for (const [file, budget] of Object.entries(budgets)) {
    it(`keeps ${file} within ${budget} bytes`, () => {
      const { size } = statSync(`dist/${file}.gz`);
      assert.ok(size <= budget, `${size} bytes`);
      assert.equal(
        size,
        gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length,
        'the file beside it is stale',
      );
    });
  }
});
