import { cpSync, existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** Entry points have stable names, so they are asked for again; what they load is named by its hash. */
const entries = new Set(['/secure-chat.js', '/embed.js', '/w/manifest.json']);

type Files = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The widget's built files. */
export class Assets {
  /** Whether the widget was built: without it the node still relays. */
  readonly isBuilt: boolean;
  readonly #files: Files;
  readonly #older: Files;

  /**
   * @param built Folder of the build.
   * @param kept Folder that keeps every build that was ever served: a page that is open during an upgrade still asks
   * for its own.
   */
  constructor(built: string, kept: string) {
    this.isBuilt = existsSync(join(built, 'secure-chat.js'));
    const chunks = join(built, 'w');
    if (existsSync(chunks)) cpSync(chunks, join(kept, 'w'), { recursive: true, force: false });
    this.#files = this.isBuilt ? serve(built) : pass;
    this.#older = existsSync(kept) ? serve(kept) : pass;
  }

  /** Whether a path is one of the widget's files. */
  owns(pathname: string): boolean {
    return entries.has(pathname) || pathname.startsWith('/w/');
  }

  /** Answers with a file, or leaves it to `next`. */
  answer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    this.#files(request, response, () => {
      this.#older(request, response, next);
    });
  }
}

function serve(folder: string): Files {
  return sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    immutable: true,
    maxAge: 31_536_000,
    setHeaders: (response, pathname) => {
      if (entries.has(pathname)) response.setHeader('Cache-Control', 'public, max-age=300');
      // The widget runs on other sites, as scripts whose integrity they may check.
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
}

function pass(_request: IncomingMessage, _response: ServerResponse, next: () => void): void {
  next();
}
