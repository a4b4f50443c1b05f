import { parseArgs } from 'node:util';
import { SecureChatError } from '../../errors.js';
import type { TurnOptions } from '../turn.js';

/** What an operator may set, by flag or by environment variable; a flag wins. */
export interface CliOptions {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly shopPort: number;
  readonly publicUrl: string | undefined;
  readonly turn: TurnOptions | undefined;
  readonly metricsPort: number | undefined;
  readonly proxyHops: number;
  readonly maxDatabaseMib: number | undefined;
  readonly logFormat: 'plain' | 'json';
}

/** Every option: its flag, its variable, what it means. */
export const optionHelp = [
  ['data', 'DATA', 'folder of the database (./data)'],
  ['host', 'HOST', 'address to listen on (127.0.0.1)'],
  ['port', 'PORT', 'port to listen on (9000)'],
  ['shop-port', 'SHOP_PORT', 'port of the demo shop (9001)'],
  ['public-url', 'PUBLIC_URL', 'origin under which browsers reach the node, as https://chat.example.com'],
  ['turn-urls', 'TURN_URLS', 'addresses of your TURN server, separated by commas'],
  ['turn-secret', 'TURN_SECRET', 'shared secret of your TURN server'],
  ['metrics-port', 'METRICS_PORT', 'port of /metrics on the loopback (none)'],
  ['trust-proxy', 'TRUST_PROXY', 'number of your own proxies before the node (0)'],
  ['max-database-mib', 'MAX_DATABASE_MIB', 'largest size of the database (as large as the disk)'],
  ['log', 'LOG', 'plain or json (plain)'],
] as const;

type Flag = (typeof optionHelp)[number][0];

/** Reads flags and environment; throws `option-invalid` with one line that names the wrong one. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): CliOptions {
  const flags = readFlags(args);
  const text = (flag: Flag): string | undefined => {
    const value = flags[flag] ?? env[variableOf(flag)];
    // An empty variable is how many deployment tools say "not set".
    return value === undefined || value === '' ? undefined : value;
  };
  const count = (flag: Flag, max: number, min = 0): number | undefined => {
    const value = text(flag);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (!(number >= min && number <= max))
      throw invalid(flag, `must be a whole number from ${String(min)} to ${String(max)}`, value);
    return number;
  };
  const log = text('log') ?? 'plain';
  if (log !== 'plain' && log !== 'json') throw invalid('log', 'must be plain or json', log);
  return {
    data: text('data') ?? './data',
    host: text('host') ?? '127.0.0.1',
    port: count('port', 65_535) ?? 9000,
    shopPort: count('shop-port', 65_535) ?? 9001,
    publicUrl: readOrigin(text('public-url')),
    turn: readTurn(text('turn-urls'), text('turn-secret')),
    metricsPort: count('metrics-port', 65_535),
    proxyHops: count('trust-proxy', 10) ?? 0,
    maxDatabaseMib: count('max-database-mib', 1_048_576, 1),
    logFormat: log,
  };
}

function readFlags(args: readonly string[]): Partial<Record<string, string>> {
  const options = Object.fromEntries(optionHelp.map(([flag]) => [flag, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new SecureChatError('option-invalid', message, { cause });
  }
}

/** An origin only: with a path the proof would name another place than the browser's socket. */
function readOrigin(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/';
  if (!isOrigin || url.search !== '' || url.hash !== '' || url.username + url.password !== '')
    throw invalid('public-url', 'must be an origin such as https://chat.example.com', value);
  return url.origin;
}

function readTurn(urls: string | undefined, secret: string | undefined): TurnOptions | undefined {
  if (urls === undefined && secret === undefined) return undefined;
  if (urls === undefined) throw invalid('turn-urls', 'must be set where TURN_SECRET is', '');
  if (secret === undefined) throw invalid('turn-secret', 'must be set where TURN_URLS is', '');
  const list = urls.split(',').map(url => url.trim());
  const wrong = list.find(url => !/^turns?:[\w.[\]:-]+(?:\?transport=(?:udp|tcp))?$/.test(url));
  if (wrong !== undefined) throw invalid('turn-urls', 'must be like turn:turn.example.com:3478', wrong);
  return { urls: list, secret };
}

function variableOf(flag: Flag): string {
  return flag.toUpperCase().replaceAll('-', '_');
}

function invalid(flag: Flag, rule: string, value: string): SecureChatError {
  // A secret is never repeated, nor a password before an address's `@`.
  const shown =
    flag === 'turn-secret' || value === '' || value.includes('@') ? '' : `, not ${JSON.stringify(value)}`;
  return new SecureChatError('option-invalid', `${variableOf(flag)} (--${flag}) ${rule}${shown}`);
}
