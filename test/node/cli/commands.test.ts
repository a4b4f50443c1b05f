import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, it } from 'node:test';
import { run } from '../../../src/node/cli/run.js';

/** Everything that a person reads: the words of the widget and of the node, and the documents. */
function readable(): string[] {
  const entries = ['src', 'docs'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
  );
  const files = entries.filter(name => ['.ts', '.md'].includes(extname(name)));
  return [...files, 'README.md', 'SECURITY.md'];
}

describe('a command that people are told to run', () => {
  it('is one that the command line has', async () => {
    const lines: string[] = [];
    assert.equal(
      await run(['help'], {}, { out: line => lines.push(line), err: line => assert.fail(line) }),
      0,
    );
    const help = [...lines.join('\n').matchAll(/^secure-chat (\S+)/gm)].map(match => match[1]);
    const commands = new Set(['help', ...help]);
    assert.ok(commands.has('init'));
    const named = readable().flatMap(file => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/[`“„>]secure-chat ([a-z-]+)(?:[`”“<]| --)/g)].map(
        match => `${file}: ${String(match[1])}`,
      );
    });
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter(line => !commands.has(line.split(': ')[1])),
      [],
    );
  });
});
