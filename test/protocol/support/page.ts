/** Serves suites to a browser: one script, one blank page on loopback, which is a secure context. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readRun } from './inputs.js';
import { collect } from './runner.js';
import type { Outcome } from './runner.js';
import { allSuites } from './suites.js';

/** Every tenth byte of an open's box is flipped in a browser; all of them on Node. */
const stride = 10;

export interface Page {
  readonly address: string;
  close(): Promise<void>;
}

/** The page of the protocol's suites. */
export function serveProtocol(): Promise<Page> {
  return servePage(new URL('browser-entry.ts', import.meta.url), readRun(stride));
}

/** A page whose script is `entry`, bundled; it finds `run` at `/run.json`. */
export async function servePage(entry: URL, run: unknown): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    alias: { 'node:assert/strict': fileURLToPath(new URL('browser-assert.ts', import.meta.url)) },
  });
  const script = outputFiles[0]?.text ?? '';
  const json = JSON.stringify(run);
  const server = createServer((request, response) => {
    const [type, body] =
      request.url === '/suites.js'
        ? ['text/javascript', script]
        : request.url === '/run.json'
          ? ['application/json', json]
          : [
              'text/html',
              '<!doctype html><meta charset="utf-8"><script type="module" src="/suites.js"></script>',
            ];
    response.setHeader('content-type', type);
    response.end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>(resolve =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
}

/** Fails unless the browser ran exactly the tests that there are, and every one passed. */
export function assertOutcomes(outcomes: readonly Outcome[]): void {
  const { count } = collect(runner => {
    allSuites(runner, { crypto: globalThis.crypto, now: Date.now }, readRun(stride));
  });
  assert.ok(count > 100, `only ${count} tests are registered`);
  assert.equal(outcomes.length, count);
  const failed = outcomes.filter(outcome => outcome.error !== undefined);
  assert.deepEqual(failed, []);
}
