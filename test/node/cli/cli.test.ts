import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closeCode } from '../../../src/wire/node-messages.js';
import { databaseFile, openDatabase } from '../../../src/node/store/sqlite/database.js';
import { RawClient, frameOf, isRow, isType } from '../../support/raw-client.js';
import { Shop, createPeer } from '../../support/shop.js';
import { setupToken, startTestNode, temporaryFolder } from '../../support/test-node.js';

const cli = fileURLToPath(new URL('../../../src/node/cli.ts', import.meta.url));

/** Runs the command; `lines` are what it printed. */
function run(args: readonly string[], env: NodeJS.ProcessEnv): { child: ChildProcess; lines: string[] } {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', line => {
      lines.push(line);
      child.emit('line', line);
    });
  return { child, lines };
}

async function finish(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ status: number; text: string }> {
  const { child, lines } = run(args, env);
  const [status] = (await once(child, 'close')) as [number];
  return { status, text: lines.join('\n') };
}

/** A node in a process of its own. */
async function serve(
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; origin: string }> {
  const { child, lines } = run(['serve'], { DATA: folder, PORT: '0', ...env });
  for (;;) {
    // All that it said so far: two lines of one moment wake us once.
    const origin = lines.map(line => /^secure-chat serves (\S+)$/.exec(line)?.[1]).find(Boolean);
    if (origin !== undefined) return { child, origin };
    if (child.exitCode !== null) throw new Error(lines.join('\n'));
    await Promise.race([once(child, 'line'), once(child, 'close')]);
  }
}

async function setUp(origin: string, folder: string, devices: readonly string[] = []): Promise<Shop> {
  const shop = await Shop.create();
  const body = JSON.stringify(await shop.setup(await setupToken(folder), devices as never));
  const answer = await fetch(`${origin}/v1/setup`, { method: 'POST', body });
  assert.equal(answer.status, 200);
  return shop;
}

describe('secure-chat', () => {
  it('says how it is used', async () => {
    for (const args of [['help'], ['--help'], ['serve', '--help'], ['init', '-h']]) {
      const { status, text } = await finish(args, { PORT: 'x' });
      assert.equal(status, 0);
      assert.match(text, /^secure-chat serve /);
    }
    const wrong = await finish(['dance'], {});
    assert.equal(wrong.status, 2);
    assert.match(wrong.text, /^option-invalid: no command "dance": see `secure-chat help`$/);
  });

  it('refuses a wrong option in one line', async () => {
    const { status, text } = await finish(['serve'], { PORT: 'x' });
    assert.equal(status, 2);
    assert.match(text, /^option-invalid: PORT .*$/);
  });

  it('says in one line that the data folder cannot be used, whichever command asks', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    for (const DATA of [file, join(file, 'below')]) {
      for (const command of ['serve', 'init']) {
        const { status, text } = await finish([command], { DATA, PORT: '1' });
        assert.deepEqual([status, text.split('\n').length], [2, 1], text);
        assert.match(text, /^option-invalid: DATA \(--data\) /);
      }
      const { status, text } = await finish(['doctor'], { DATA, PORT: '1' });
      assert.equal(status, 1);
      assert.match(text, /^fail option-invalid: DATA \(--data\) /m);
    }
  });

  it('says which database it cannot open, and why', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, databaseFile);
    const env = { DATA: folder.path, PORT: '1' };
    const database = openDatabase(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    for (const command of ['serve', 'init', 'doctor']) {
      const { status, text } = await finish([command], env);
      assert.equal(status, 1);
      assert.match(text, /^(?:fail )?database-newer: \S+node\.db was written by a newer version/m);
    }
    writeFileSync(path, 'no database at all');
    for (const command of ['serve', 'init', 'doctor']) {
      const { status, text } = await finish([command], env);
      assert.equal(status, 1);
      assert.match(text, /^(?:fail )?database-damaged: /m);
    }
  });

  it('says that it cannot listen on an address of another machine, and which setting to check', async () => {
    using folder = temporaryFolder();
    const { status, text } = await finish(['serve'], { DATA: folder.path, PORT: '0', HOST: '203.0.113.9' });
    assert.equal(status, 2);
    assert.match(text, /^option-invalid: cannot listen on 203\.0\.113\.9 .*check HOST and PORT$/);
  });

  it('makes no link to a port that nobody knows', async () => {
    using folder = temporaryFolder();
    const { status, text } = await finish(['init'], { DATA: folder.path, PORT: '0' });
    assert.equal(status, 2);
    assert.match(text, /^option-invalid: PORT \(--port\) [^\n]*$/);
  });

  it('says that the port is taken', async () => {
    using folder = temporaryFolder();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, text } = await finish(['serve'], { PORT: String(port), DATA: folder.path });
    assert.equal(status, 1);
    assert.match(text, /^port-in-use: /);
    server.close();
  });

  it('says that the folder is in use', async () => {
    await using test = await startTestNode();
    const { status, text } = await finish(['serve'], { PORT: '0', DATA: test.folder });
    assert.equal(status, 1);
    assert.match(text, /^folder-in-use: /);
  });

  it('makes a set-up link beside a running node, good once', async () => {
    await using test = await startTestNode();
    const { status, text } = await finish(['init'], {
      DATA: test.folder,
      PUBLIC_URL: 'https://chat.example.com',
    });
    assert.equal(status, 0);
    const token = /https:\/\/chat\.example\.com\/desk#setup=([\w-]{22})/.exec(text)?.[1] ?? '';
    const shop = await Shop.create();
    const body = JSON.stringify(await shop.setup(token, []));
    const post = (): Promise<Response> => fetch(`${test.origin}/v1/setup`, { method: 'POST', body });
    assert.equal((await post()).status, 200);
    assert.equal((await post()).status, 403);
  });

  it('examines an installation and prints what to paste', async () => {
    await using test = await startTestNode();
    const env = { DATA: test.folder, PORT: String(test.node.port) };
    const { status, text } = await finish(['doctor'], env);
    assert.equal(status, 0, text);
    assert.match(text, new RegExp(`<secure-chat business="${test.shop.id}"></secure-chat>`));
    assert.match(text, /connect-src http:\/\/127\.0\.0\.1:\d+ ws:/);
    const turn = { TURN_URLS: 'turn:127.0.0.1:9?transport=tcp', TURN_SECRET: 's' };
    const wrong = await finish(['doctor'], { ...env, ...turn, PUBLIC_URL: 'http://127.0.0.1:9' });
    assert.equal(wrong.status, 1);
    assert.match(wrong.text, /^fail http:\/\/127\.0\.0\.1:9 cannot be reached/m);
    assert.match(wrong.text, /^fail turn:127\.0\.0\.1:9\?transport=tcp does not answer/m);
  });

  it('drains on SIGTERM and ends with success', async () => {
    using folder = temporaryFolder();
    const { child, origin } = await serve(folder.path);
    const shop = await setUp(origin, folder.path);
    const { client } = await RawClient.admitted(origin, shop.id, await createPeer('v'));
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    assert.equal(await client.closed(), closeCode.restart);
    assert.deepEqual(await ended, [0, null]);
  });

  it('has every frame that it called stored after it was killed in the middle of a stream', async () => {
    using folder = temporaryFolder();
    const { child, origin } = await serve(folder.path);
    const amir = await createPeer('a');
    const shop = await setUp(origin, folder.path, [amir.id]);
    const stored = new Set<string>();
    let seen = 0;
    const streams = Array.from({ length: 4 }, async () => {
      const vera = await createPeer('v');
      const { client } = await RawClient.admitted(origin, shop.id, vera);
      for (let n = 0; n < 50; n++) {
        const body = new TextEncoder().encode(`${vera.id} ${String(n)}`);
        client.durable(n, frameOf('pre', shop.bytes, vera.id, undefined, body));
      }
      for (;;) {
        const arrival = await client.next(
          (any): any is { type: 'stored'; n: number } | { type: 'closed'; code: number } =>
            'type' in any && (any.type === 'stored' || any.type === 'closed'),
        );
        if (arrival.type === 'closed') return;
        stored.add(`${vera.id} ${String(arrival.n)}`);
        seen += 1;
        if (seen === 70) child.kill('SIGKILL');
      }
    });
    await Promise.all(streams);
    assert.ok(stored.size >= 70);

    const again = await serve(folder.path);
    const { client: desk, admitted } = await RawClient.admitted(again.origin, shop.id, amir);
    const positions = new Set<number>();
    for (let row = 0; row < admitted.mailbox; row++) {
      const { frame, position } = await desk.next(isRow('team'));
      stored.delete(new TextDecoder().decode(frame.subarray(76)));
      positions.add(position);
    }
    assert.deepEqual([...stored], []);
    assert.equal(positions.size, admitted.mailbox);
    const ended = once(again.child, 'exit');
    again.child.kill('SIGKILL');
    await ended;
    assert.ok(await desk.next(isType('closed')));
  });
});
