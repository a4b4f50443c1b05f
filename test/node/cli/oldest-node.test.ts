import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/test-node.js';

const cli = fileURLToPath(new URL('../../../src/node/cli.ts', import.meta.url));

/** Takes out what the Node of these tests has and Node 22.13, the oldest that `engines` names, has not. */
const oldest = `
  import { DatabaseSync } from 'node:sqlite';
  for (const name of ['DisposableStack', 'AsyncDisposableStack', 'SuppressedError', 'Float16Array'])
    delete globalThis[name];
  delete Promise.try;
  delete RegExp.escape;
  delete Error.isError;
  delete DatabaseSync.prototype.isTransaction;
`;

describe('secure-chat on the oldest Node that it names', () => {
  it('serves, and stops when it is told to', async () => {
    using folder = temporaryFolder();
    const without = `data:text/javascript,${encodeURIComponent(oldest)}`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--import', without, cli, 'serve'], {
      env: { ...process.env, DATA: folder.path, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exit])) as [unknown];
    assert.match(String(line), /^secure-chat serves http/);
    child.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
  });
});
