import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Browser {
  readonly variable: string;
  readonly commands: readonly string[];
  readonly packages: readonly string[];
}

const browsers = {
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
} satisfies Record<string, Browser>;

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

/** Path of an installed browser; as root on Debian it is installed when missing. */
export function findBrowser(name: keyof typeof browsers): string {
  const browser = browsers[name];
  const found = find(browser) ?? install(browser);
  if (found) return found;
  throw new Error(
    `No ${name} found: set ${browser.variable} to its path, or run \`apt-get install ${browser.packages.join(' ')}\`.`,
  );
}

function find({ variable, commands }: Browser): string | undefined {
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
  return commands.flatMap(command => folders.map(folder => join(folder, command))).find(isExecutable);
}

function install(browser: Browser): string | undefined {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return undefined;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...browser.packages], options);
  return find(browser);
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
