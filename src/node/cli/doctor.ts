import { statfsSync } from 'node:fs';
import { SecureChatError } from '../../errors.js';
import { errorField } from '../log.js';
import { cardWarnings } from '../http/readiness.js';
import { Businesses } from '../businesses.js';
import type { Business } from '../businesses.js';
import { hasData, openRegister } from '../drivers.js';
import { Origins } from '../origins.js';
import { makeFolder } from '../store/data-folder.js';
import type { CliOptions } from './options.js';
import type { Terminal } from './serve.js';
import { stunAnswers } from './stun.js';

/** One finding of the doctor. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
}

const lowDiskMib = 512;

/** Checks what an operator can get wrong, and prints what the site owner pastes; answers the exit status. */
export async function doctor(options: CliOptions, { out }: Terminal): Promise<number> {
  const origin = new Origins(options.publicUrl, options.host, options.port).primary;
  const stored = await checkData(options.data);
  const findings = [
    ...stored.findings,
    ...checkClock(stored.businesses),
    ...checkCards(stored.businesses),
    await checkOrigin(origin),
    ...(await checkTurn(options)),
  ];
  for (const { level, text } of findings) out(`${level.padEnd(4)} ${text}`);
  for (const { id } of stored.businesses) for (const line of pasteLines(origin, id)) out(line);
  return findings.some(({ level }) => level === 'fail') ? 1 : 0;
}

/** What a site owner pastes: the tag, and what the site's policy must allow. */
export function pasteLines(origin: string, business: string): readonly string[] {
  return [
    '',
    'Paste into the site:',
    `<script type="module" src="${origin}/secure-chat.js"></script>`,
    `<secure-chat business="${business}"></secure-chat>`,
    'Where the site has a Content-Security-Policy, add:',
    `script-src ${origin}; connect-src ${origin} ${origin.replace('http', 'ws')}; img-src blob: data:; media-src blob:`,
    'and, with Trusted Types: trusted-types lit-html',
  ];
}

async function checkData(data: string): Promise<{ findings: Finding[]; businesses: readonly Business[] }> {
  try {
    makeFolder(data);
  } catch (error) {
    return { findings: [{ level: 'fail', text: explain(error) }], businesses: [] };
  }
  const disk = statfsSync(data);
  const freeMib = Math.floor((disk.bavail * disk.bsize) / 1_048_576);
  const isLow = freeMib < lowDiskMib;
  const findings: Finding[] = [
    { level: isLow ? 'warn' : 'ok', text: `${String(freeMib)} MiB free in ${data}` },
  ];
  if (!hasData(data)) {
    findings.push({ level: 'warn', text: 'no database yet: `secure-chat init` makes a set-up link' });
    return { findings, businesses: [] };
  }
  try {
    await using opened = await openRegister(data);
    const context = { crypto: globalThis.crypto, now: Date.now };
    const businesses = (await Businesses.open(context, opened.register)).all();
    findings.push({ level: 'ok', text: `database is whole, businesses: ${String(businesses.length)}` });
    return { findings, businesses };
  } catch (error) {
    findings.push({ level: 'fail', text: explain(error) });
    return { findings, businesses: [] };
  }
}

/** One line for an error of our own; of any other only its code or class. */
function explain(error: unknown): string {
  return error instanceof SecureChatError ? `${error.code}: ${error.message}` : errorField(error);
}

/** A card says when it was signed: a clock before that is wrong, whoever's it is. */
function checkClock(businesses: readonly Business[]): readonly Finding[] {
  const newest = Math.max(0, ...businesses.map(({ record }) => record.summary.issued));
  const behindSeconds = newest - Date.now() / 1000;
  return behindSeconds > 86_400
    ? [{ level: 'fail', text: 'clock-wrong: this clock is before the newest card was signed' }]
    : [{ level: 'ok', text: `clock says ${new Date().toISOString()}` }];
}

function checkCards(businesses: readonly Business[]): readonly Finding[] {
  return cardWarnings(businesses, Date.now()).map(({ code, business, days }) => ({
    level: code === 'card-expired' ? 'fail' : 'warn',
    text: `${code}: the card of ${business} ends in ${String(days)} days; its owner must open the desk once`,
  }));
}

async function checkOrigin(origin: string): Promise<Finding> {
  try {
    const answer = await fetch(`${origin}/healthz`, {
      signal: AbortSignal.timeout(5_000),
      redirect: 'error',
    });
    if (!answer.ok || (await answer.text()) !== 'alive\n')
      return { level: 'fail', text: `${origin} answers, but it is not this node` };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return {
      level: 'fail',
      text: `${origin} cannot be reached (${errorField(cause)}); is the node running?`,
    };
  }
  const { protocol, hostname } = new URL(origin);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || isLocal
    ? { level: 'ok', text: `${origin} answers` }
    : { level: 'fail', text: `${origin} is not HTTPS: browsers refuse to encrypt there (insecure-context)` };
}

async function checkTurn({ turn }: CliOptions): Promise<readonly Finding[]> {
  if (turn === undefined)
    return [
      {
        level: 'warn',
        text: 'no TURN server: where networks block direct paths, words go through this node',
      },
    ];
  return await Promise.all(
    turn.urls.map(async (url): Promise<Finding> => {
      const answers = await stunAnswers(url);
      return answers
        ? { level: 'ok', text: `${url} answers` }
        : { level: 'fail', text: `${url} does not answer` };
    }),
  );
}
