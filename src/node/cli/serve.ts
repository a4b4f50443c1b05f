import { lineLog } from '../log.js';
import { startNode } from '../node.js';
import type { NodeOptions, RunningNode } from '../node.js';
import type { CliOptions } from './options.js';

/** Where a command writes, and what tells it to stop. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** Options of the node from those of the command line. */
export function nodeOptions(options: CliOptions, { err }: Terminal): NodeOptions {
  return { ...options, log: lineLog(err, options.logFormat) };
}

/** Runs a node until the process is told to stop. */
export async function serve(options: CliOptions, terminal: Terminal): Promise<void> {
  const node = await startNode(nodeOptions(options, terminal));
  // Before the line that says so: whoever waits for it may tell the node to stop at once.
  const stop = stopped();
  terminal.out(`secure-chat serves ${node.origin}`);
  sayWarnings(node, options, terminal);
  await stop;
  await node.close();
}

/** Says in one line each what will not work as expected. */
export function sayWarnings(node: RunningNode, options: CliOptions, { err }: Terminal): void {
  if (!node.isBuilt)
    err('The widget is not built (no dist/secure-chat.js): run `npm run build`. The relay works.');
  if (options.publicUrl === undefined && !['127.0.0.1', 'localhost', '::1'].includes(options.host))
    err('Without PUBLIC_URL browsers are served under 127.0.0.1 and localhost only.');
}

/** Fulfilled when the process is told to stop; a second signal ends it at once. */
export async function stopped(): Promise<void> {
  await new Promise<void>(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}
