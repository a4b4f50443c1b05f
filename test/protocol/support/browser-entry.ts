/** What the page runs: every suite over the browser's own WebCrypto. */
import { collect } from './runner.js';
import type { Outcome } from './runner.js';
import { allSuites } from './suites.js';
import type { Run } from './suites.js';

declare global {
  /** Called by the test that opened the page. */
  var runSuites: (() => Promise<readonly Outcome[]>) | undefined;
}

globalThis.runSuites = async () => {
  const response = await fetch('/run.json');
  const run = (await response.json()) as Run;
  return collect(runner => {
    allSuites(runner, { crypto, now: Date.now }, run);
  }).run();
};
