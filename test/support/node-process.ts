import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A node in a process of its own, which can die without a word. */
export class NodeProcess {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #port = 0;

  constructor(folder: string, environment: NodeJS.ProcessEnv = {}) {
    this.#folder = folder;
    this.#environment = environment;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Starts the node, on the same port as before; fulfilled when it serves. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/node/cli.ts', 'serve'], {
      env: { ...process.env, ...this.#environment, DATA: this.#folder, PORT: String(this.#port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const port = await new Promise<number>((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /serves http:\/\/[^:]+:(\d+)/.exec(said)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      child.once('exit', code => {
        reject(new Error(`the node ended with ${String(code)}`));
      });
    });
    this.#port = port;
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
