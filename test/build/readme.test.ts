import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readTag } from '../../scripts/manifest.js';
import { withTables } from '../../scripts/readme-tables.js';
import { optionHelp } from '../../src/node/cli/options.js';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('has the tables of the manifest: `npm run docs` writes them', async () => {
    assert.equal(readme, await withTables(readme, readTag()));
  });

  it('names scripts, settings, files and pictures that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const named = [...readme.matchAll(/npm (?:run )?(bench|docs|start|test|verify)\b/g)];
    assert.ok(named.length > 3);
    for (const [, script = ''] of named) assert.ok(script in scripts, script);
    const variables = optionHelp.map(([, variable]): string => variable);
    for (const [, variable = ''] of readme.matchAll(/`([A-Z]+_?[A-Z]*)=/g))
      assert.ok(variables.includes(variable), variable);
    for (const [, path = ''] of readme.matchAll(/\]\(([^):]+)\)/g)) assert.ok(existsSync(path), path);
  });
});
