import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from './servers/usage.js';

/** Which server: our node, or the router that a node without any care would be. */
export type ServerKind = 'node' | 'router';

/** A server in a process of its own, so that its processor time and memory are nobody else's. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts a server on a folder for its database; fulfilled when it listens. */
  static async start(kind: ServerKind, folder: string): Promise<ServerProcess> {
    const script = fileURLToPath(new URL(`servers/${kind}.ts`, import.meta.url));
    const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', script, folder], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [port] = (await once(child, 'message')) as [number];
    return new ServerProcess(child, port);
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** What the process has used so far; its garbage is collected first. */
  async usage(): Promise<Usage> {
    const answer = once(this.#child, 'message');
    this.#child.send('usage');
    const [usage] = (await answer) as [Usage];
    return usage;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
