import { describe, it } from 'node:test';
import { atRestSuite } from './at-rest.suite.js';
import { claimSuite } from './claim.suite.js';
import { forgetSuite } from './forget.suite.js';
import { passphraseSuite } from './passphrase.suite.js';
import { ratchetSuite } from './ratchet.suite.js';
import { recoverySuite } from './recovery.suite.js';
import { safetyNumberSuite } from './safety-number.suite.js';
import { sessionCodecSuite } from './session-codec.suite.js';
import { sessionSuite } from './session.suite.js';
import type { Runner } from './session-world.js';

const runner: Runner = {
  describe: (name, body) => void describe(name, body),
  it: (name, body) => void it(name, body),
};
const ctx = { crypto: globalThis.crypto, now: Date.now };

ratchetSuite(runner, ctx);
sessionSuite(runner, ctx);
sessionCodecSuite(runner, ctx);
claimSuite(runner);
safetyNumberSuite(runner, ctx);
recoverySuite(runner, ctx);
passphraseSuite(runner, ctx);
atRestSuite(runner, ctx);
forgetSuite(runner, ctx);
