import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readTag } from '../../scripts/manifest.js';
import { withTables } from '../../scripts/readme-tables.js';
import { optionHelp } from '../../src/node/cli/options.js';
import { budgets } from './budgets.js';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('has the tables of the manifest: `npm run docs` writes them', async () => {
    assert.equal(readme, await withTables(readme, readTag()));
  });

  it('says the budgets that the build is held to', () => {
    const { shells, chunks, firstMessage } = budgets;
    const most = new Map<string, number>(Object.entries({ ...shells, ...chunks, 'all of it': firstMessage }));
    const said = [...readme.matchAll(/^\|.*\| (?:or )?`?([\w.-]+\.js|all of it)\b.*\| ([\d,]+) +\|$/gm)];
    assert.ok(said.length > 5);
    for (const [, name = '', bytes = ''] of said)
      assert.equal(Number(bytes.replace(',', '')), most.get(name), name);
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
