/**
 * `npm run bench`: what the budgets of this project say, measured beside the plainest program that does the same work.
 * Options: `--rounds 5`, `--out bench/results.json`, `--only bytes,session`. A budget that is missed is printed as such;
 * the exit code says only whether everything ran.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../support/chromium.js';
import { bytesRows } from './bytes-rows.js';
import { channelRows } from './channel-rows.js';
import { growthRows } from './growth-rows.js';
import { idleRows } from './idle-rows.js';
import { relayRows } from './relay-rows.js';
import { judge, toTable } from './row.js';
import { sealRows } from './seal-rows.js';
import { sessionRows } from './session-rows.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    out: { type: 'string', default: 'bench/results.json' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const wanted = values.only.split(',').filter(Boolean);
const browser = await launchChromium();
const parts = {
  bytes: bytesRows,
  session: () => sessionRows(rounds, browser),
  channel: () => channelRows(rounds, browser),
  growth: () => growthRows(rounds),
  relay: () => relayRows(rounds),
  idle: () => idleRows(rounds),
  seal: () => sealRows(rounds, browser),
};
try {
  const rows = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()).map(judge));
  }
  const machine = `${String(cpus().length)} cores, loopback, Node ${process.version}, Chromium ${browser.version()}`;
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, JSON.stringify({ machine, rounds, rows }, null, 2) + '\n');
  console.log(`${toTable(rows)}\n\n${machine}; medians of ${String(rounds)} rounds`);
} finally {
  await browser.close();
}
