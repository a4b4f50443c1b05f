/** The kinds of steps a check is made of; each answers how many parts of it passed and failed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** What a step found. `report` is shown where something failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly report: string;
}

/** A command that passes or fails as a whole. */
export async function command(line: string): Promise<Tally> {
  const [program = '', ...args] = line.split(' ');
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: false });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return check(child.exitCode === 0, out + err);
}

/** A file that hangs ends so, in ms, and counts as failed: far above the slowest on a busy machine. */
const fileMs = 600_000;

/** Something that holds or not. */
export function check(holds: boolean, report: string): Tally {
  return holds ? { passed: 1, failed: 0, report } : { passed: 0, failed: 1, report };
}

/** Runs `node:test` files through tsx. A skipped test counts as failed, and so does a run without tests. */
export async function nodeTests(isWanted: (file: string) => boolean): Promise<Tally> {
  const files = filesOf('test').filter(file => file.endsWith('.test.ts') && isWanted(file));
  const stream = run({ files, concurrency: 1, timeout: fileMs, execArgv: ['--import', 'tsx'] });
  let counts = { tests: 0, passed: 0 };
  let isGreen = false;
  stream.on('test:summary', summary => {
    if (summary.file === undefined) ({ counts, success: isGreen } = summary);
  });
  const report = await text(stream.compose(new spec()) as NodeJS.ReadableStream);
  return {
    passed: counts.passed,
    // What fails in a suite's `after` is no test, and counts nowhere else.
    failed: counts.tests - counts.passed || Number(counts.tests === 0 || !isGreen),
    report,
  };
}

/** All files below a folder. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`);
}
