import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

describe('the package', () => {
  it('holds the build, the licence and nothing of the workshop', () => {
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
    });
    const [tarball] = JSON.parse(output) as { files: { path: string }[] }[];
    const files = (tarball?.files ?? []).map(({ path }) => path);
    for (const file of [
      'LICENSE',
      'package.json',
      'dist/index.js',
      'dist/types/index.d.ts',
      'dist/embed.js',
    ]) {
      assert.ok(files.includes(file), file);
    }
    const strangers = files.filter(
      file => !/^(?:dist\/|package\.json$|LICENSE$|README\.md$|SECURITY\.md$)/.test(file),
    );
    assert.deepEqual(strangers, []);
  });
});
