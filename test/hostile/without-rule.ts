import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Attack } from './attack.js';
import type { Rule } from './rules/rule.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The code with one rule taken out, and the attacks on it. */
export interface Without extends AsyncDisposable {
  readonly attacks: Readonly<Record<string, Attack>>;
}

/**
 * Builds every attack together with the code that it attacks, where a rule's text is replaced. A text that is not there
 * exactly once fails: the table must follow the code.
 */
export async function withoutRule({ edits }: Pick<Rule, 'edits'>): Promise<Without> {
  const spent = new Set<number>();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/hostile/attacks/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'silent',
    plugins: [
      {
        name: 'without-rule',
        setup: ({ onLoad }) => {
          onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
            const file = relative(root, path).replaceAll('\\', '/');
            let contents = await readFile(resolve(root, path), 'utf8');
            for (const [index, edit] of edits.entries()) {
              if (edit.file !== file) continue;
              const count = contents.split(edit.find).length - 1;
              if (count !== 1) throw new Error(`${file} holds ${count} times: ${edit.find}`);
              contents = contents.replace(edit.find, () => edit.replace);
              spent.add(index);
            }
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  if (spent.size !== edits.length) throw new Error('a file of this rule is not part of the attacks');
  const folder = await mkdtemp(join(tmpdir(), 'secure-chat-hostile-'));
  const path = join(folder, 'attacks.mjs');
  await writeFile(path, outputFiles[0]?.text ?? '');
  const { attacks } = (await import(pathToFileURL(path).href)) as Pick<Without, 'attacks'>;
  return {
    attacks,
    [Symbol.asyncDispose]: async () => rm(folder, { recursive: true, force: true }),
  };
}
