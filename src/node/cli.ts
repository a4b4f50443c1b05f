#!/usr/bin/env node
/** The command `secure-chat`. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`secure-chat needs Node 22.13 or newer, not ${process.versions.node}\n`);
  process.exit(2);
}

// Loaded late: an older Node fails on the imports before it could say why.
const { run } = await import('./cli/run.js');
const status = await run(process.argv.slice(2), process.env, {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
});
process.exit(status);

export {};
