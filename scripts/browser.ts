import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Program {
  readonly variable: string;
  readonly commands: readonly string[];
  readonly packages: readonly string[];
}

const programs = {
  chromium: {
    variable: 'CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    packages: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
  },
  firefox: {
    variable: 'FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    packages: ['firefox-esr', 'fonts-liberation', 'fonts-noto-color-emoji'],
  },
  turnserver: {
    variable: 'TURNSERVER',
    commands: ['turnserver'],
    packages: ['coturn'],
  },
} satisfies Record<string, Program>;

/** Flags for a browser that tests alone: no calls home, no sandbox, as CI machines run as root. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of an installed program that tests need; as root on Debian it is installed when missing. */
export function findProgram(name: keyof typeof programs): string {
  const program = programs[name];
  const found = find(program) ?? install(program);
  if (found) return found;
  throw new Error(
    `No ${name} found: set ${program.variable} to its path, or run \`apt-get install ${program.packages.join(' ')}\`.`,
  );
}

/** Path of an installed browser. */
export function findBrowser(name: 'chromium' | 'firefox'): string {
  return findProgram(name);
}

function find({ variable, commands }: Program): string | undefined {
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
  return commands.flatMap(command => folders.map(folder => join(folder, command))).find(isExecutable);
}

function install(program: Program): string | undefined {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return undefined;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...program.packages], options);
  return find(program);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us: the next candidate.
    return false;
  }
}
