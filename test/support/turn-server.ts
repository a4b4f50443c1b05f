import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { findProgram } from '../../scripts/browser.js';
import type { TurnOptions } from '../../src/node/turn.js';

/** Real coturn on loopback, as a business runs it, but for the rule that forbids private addresses. */
export interface TurnServer {
  readonly options: TurnOptions;
  /** Lines in which it says that somebody got an address of it. */
  allocations(): number;
  close(): Promise<void>;
}

export async function startTurnServer(): Promise<TurnServer> {
  const port = await freePort();
  const secret = 'a secret of this test';
  const child = spawn(
    findProgram('turnserver'),
    [
      '-n',
      '--listening-ip=127.0.0.1',
      '--relay-ip=127.0.0.1',
      `--listening-port=${String(port)}`,
      '--use-auth-secret',
      `--static-auth-secret=${secret}`,
      '--realm=secure-chat',
      '--allow-loopback-peers',
      '--no-tls',
      '--no-dtls',
      '--no-cli',
      '--log-file=stdout',
      '--pidfile=',
      '--verbose',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => {
      reject(new Error(`turnserver ended with ${String(code)}: ${said}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/TCP listener opened on/.test(said)) resolve();
    });
  });
  return {
    options: { urls: [`turn:127.0.0.1:${String(port)}?transport=tcp`], secret },
    allocations: () => said.match(/ALLOCATE processed, success/g)?.length ?? 0,
    async close() {
      child.removeAllListeners('exit');
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
