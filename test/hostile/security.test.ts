import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { attacks } from './attacks/index.js';

const text = readFileSync('SECURITY.md', 'utf8');
const rows = text.split('\n').filter(line => line.startsWith('|'));
const evidence = rows.map(row => row.split('|').at(-2) ?? '');

describe('SECURITY.md', () => {
  it('names only tests that there are', () => {
    for (const [, path = ''] of text.matchAll(/`(test\/[^`]+)`/g)) assert.ok(existsSync(path), path);
  });

  it('quotes titles as they stand in the file it names behind them', () => {
    const quoted = [...evidence.join('\n').matchAll(/“([^”]+)” in `([^`]+)`/g)];
    assert.ok(quoted.length > 5);
    for (const [, title = '', path = ''] of quoted) {
      assert.ok(readFileSync(path, 'utf8').includes(`'${title}'`), `${path}: ${title}`);
    }
  });

  it('names every attack, and no other', () => {
    const named = [...evidence.join('\n').matchAll(/`([a-zA-Z]+)`/g)].map(([, name = '']) => name);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(attacks).sort());
  });
});
