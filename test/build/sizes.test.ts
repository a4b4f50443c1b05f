import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { budgets } from './budgets.js';

describe('the build', () => {
  const [folder = ''] = readdirSync('dist/w').filter(name => !name.includes('.'));
  const files = readdirSync(`dist/w/${folder}`).filter(name => name.endsWith('.js'));
  const chunks = new Map<string, number>(Object.entries(budgets.chunks));

  for (const [file, budget] of Object.entries(budgets.shells)) {
    it(`keeps ${file} within ${budget} bytes`, () => {
      within(`dist/${file}`, budget);
    });
  }

  for (const file of files) {
    const isWords = /^(?:desk-)?words-/.test(file);
    const budget = isWords ? budgets.words : chunks.get(file);
    it(`keeps ${file} within ${String(budget)} bytes`, () => {
      assert.ok(budget, 'a chunk without a budget');
      within(`dist/w/${folder}/${file}`, budget);
    });
  }

  it('has a budget for no chunk that is gone', () => {
    assert.deepEqual(
      [...chunks.keys()].filter(name => !files.includes(name)),
      [],
    );
  });
});

function within(file: string, budget: number): void {
  const { size } = statSync(`${file}.gz`);
  assert.ok(size <= budget, `${basename(file)} has ${size} bytes`);
  assert.equal(size, gzipSync(readFileSync(file), { level: 9 }).length, 'the file beside it is stale');
}
