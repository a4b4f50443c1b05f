import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readApiReport } from '../../scripts/api-report.js';

describe('the API report', () => {
  const { isUpToDate, problems } = readApiReport({ write: false });

  it('says what a page can import: a change is written by `npm run docs`, read, and part of its commit', () => {
    assert.ok(isUpToDate, 'docs/api/secure-chat.api.md is not what the build declares: run `npm run docs`');
  });

  it('finds nothing wrong with the declarations', () => {
    assert.deepEqual(problems, []);
  });
});
