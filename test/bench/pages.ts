import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { BenchPage } from './page/page.js';

declare global {
  /** Set by `page/page.ts` in the pages of the benchmark. */
  var bench: BenchPage;
}

/** Pages on the loopback that run `page/page.ts`, each in a context of its own unless one is given. */
export interface Pages extends AsyncDisposable {
  open(context?: BrowserContext): Promise<Page>;
}

/** Bundles and serves the script of the pages. */
export async function servePages(browser?: Browser): Promise<Pages> {
  const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [here('page/page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    alias: { 'node:assert/strict': here('../protocol/support/browser-assert.ts') },
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    // Isolated from other origins, a page's clock is twenty times finer.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    async open(given) {
      const context = given ?? (await browser?.newContext());
      if (!context) throw new Error('there is no browser for the page');
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${String(port)}/`);
      await page.waitForFunction(() => 'bench' in globalThis);
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
