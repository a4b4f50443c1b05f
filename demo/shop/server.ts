/** The demo shop: real pages on an origin of their own, as in real life, so that faults of CORS and CSP show at once. */
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the shop listens and which node and business its pages name. */
export interface ShopOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host?: string;
  /** Origin of the node, for the widget's script. */
  readonly nodeOrigin: string;
  /** The business's fingerprint, `sc1-…`. */
  readonly business: string;
  /** Folder of the pages, when it is not beside this file. */
  readonly folder?: string;
}

/** A running shop. */
export interface Shop {
  readonly origin: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Starts the shop; every page is read once, so no path of a request reaches the disk. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const { port, host = '127.0.0.1', nodeOrigin } = options;
  const files = readPages(options);
  const policy = contentSecurityPolicy(nodeOrigin);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    const found = files.get(path);
    const { type, body } = found ?? files.get('/404') ?? { type: 'text/plain', body: 'Not found' };
    response.writeHead(found ? 200 : 404, {
      'content-type': type,
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-content-type-options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    origin: `http://${host}:${actualPort}`,
    close: () =>
      new Promise(closed => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

/** What a careful shop allows: itself and exactly the node. Photos and files of the chat are `blob:`. */
function contentSecurityPolicy(nodeOrigin: string): string {
  const socketOrigin = nodeOrigin.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    `script-src 'self' ${nodeOrigin}`,
    "style-src 'self'",
    `img-src 'self' blob: ${nodeOrigin}`,
    'media-src blob:',
    `connect-src ${nodeOrigin} ${socketOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function readPages(options: ShopOptions): Map<string, { readonly type: string; readonly body: string }> {
  const folder = options.folder ?? fileURLToPath(new URL('pages', import.meta.url));
  const files = new Map<string, { readonly type: string; readonly body: string }>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const type = types[extname(file)];
    if (!entry.isFile() || !type) continue;
    const body = readFileSync(file, 'utf8')
      .replaceAll('{{node}}', options.nodeOrigin)
      .replaceAll('{{business}}', options.business);
    const path = '/' + relative(folder, file).replaceAll('\\', '/');
    files.set(path.replace(/(?:index)?\.html$/, ''), { type, body });
  }
  return files;
}
