import { describe, it } from 'node:test';
import { Crypto as PeculiarCrypto } from '@peculiar/webcrypto';
import type { Runner } from './support/runner.js';

// `hpke` uses the ambient WebCrypto, so this provider gets a process of its own, before anything is imported.
Object.defineProperty(globalThis, 'crypto', { value: new PeculiarCrypto(), configurable: true });

const { readRun } = await import('./support/inputs.js');
const { allSuites } = await import('./support/suites.js');

const runner: Runner = {
  describe: (title, body) => void describe(title, body),
  it: (title, body) => void it(title, body),
};

allSuites(runner, { crypto: globalThis.crypto, now: Date.now }, readRun(10));
