#!/usr/bin/env node
/** The command `secure-chat`. */
import { refuseOldNode } from './cli/node-version.js';

refuseOldNode();
const { run } = await import('./cli/run.js');
const status = await run(process.argv.slice(2), process.env, {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
});
process.exit(status);
