import { describe, it } from 'node:test';
import { readRun } from './support/inputs.js';
import type { Runner } from './support/runner.js';
import { handshakeSuites } from './support/suites.js';

const runner: Runner = {
  describe: (title, body) => void describe(title, body),
  it: (title, body) => void it(title, body),
};

handshakeSuites(runner, { crypto: globalThis.crypto, now: Date.now }, readRun(1));
