import type { IncomingMessage } from 'node:http';

/**
 * The origins that this node answers to. A proof names the origin its socket was opened to (PROTOCOL 13), so this
 * list must not come from the request: another node that passes a customer's proof on can write any `Host`.
 */
export class Origins {
  /** The origin to show to people. */
  readonly primary: string;
  readonly #own: ReadonlySet<string>;

  /** With a public address only that one counts; without, the names of this machine's loopback. */
  constructor(publicUrl: string | undefined, host: string, port: number) {
    const names = ['127.0.0.1', 'localhost', '[::1]', host.includes(':') ? `[${host}]` : host];
    const local = names.map(name => `http://${name}:${String(port)}`);
    this.primary = publicUrl ?? local[0] ?? '';
    this.#own = new Set((publicUrl === undefined ? local : [publicUrl]).map(url => new URL(url).origin));
  }

  /** Whether a page's origin is the node's own, such as its link page. */
  has(origin: string): boolean {
    return this.#own.has(origin);
  }

  /** The own origin that a request was made to; `undefined` where it was made to a name that is not ours. */
  of(request: IncomingMessage): string | undefined {
    // A proxy may change `Host`: with one public address there is nothing to choose.
    if (this.#own.size === 1) return [...this.#own][0];
    const origin = `http://${request.headers.host ?? ''}`;
    return URL.canParse(origin) && this.#own.has(new URL(origin).origin) ? new URL(origin).origin : undefined;
  }
}
