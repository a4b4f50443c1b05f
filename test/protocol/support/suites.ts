/** All suites of the protocol in one place: whatever provider runs them, it runs the same ones. */
import type { Context } from '../../../src/protocol/context.js';
import { storiesSuite } from '../../scenario/stories.suite.js';
import { atRestSuite } from '../at-rest.suite.js';
import { boxSuite } from '../box.suite.js';
import { claimSuite } from '../claim.suite.js';
import { forgetSuite } from '../forget.suite.js';
import { goldenSuite } from '../../golden/golden.suite.js';
import { hpkeSenderSuite } from '../hpke-sender.suite.js';
import { handshakeSuite } from '../handshake.suite.js';
import { hostileSuite } from '../hostile.suite.js';
import type { Thoroughness } from '../hostile.suite.js';
import { keysSuite } from '../keys.suite.js';
import { passphraseSuite } from '../passphrase.suite.js';
import { ratchetSuite } from '../ratchet.suite.js';
import { recoverySuite } from '../recovery.suite.js';
import { safetyNumberSuite } from '../safety-number.suite.js';
import { sessionCodecSuite } from '../session-codec.suite.js';
import { sessionSuite } from '../session.suite.js';
import { statementsSuite } from '../statements.suite.js';
import { vectorsSuite } from '../vectors.suite.js';
import type { Vectors } from '../vectors.suite.js';
import type { Runner } from './runner.js';

/** What one run is given. */
export interface Run extends Thoroughness {
  readonly vectors: Vectors;
  /** The golden file's JSON. */
  readonly golden: unknown;
}

/** Suites of what the team and the node see: statements, boxes, handshake. */
export function handshakeSuites(runner: Runner, ctx: Context, run: Run): void {
  keysSuite(runner, ctx);
  boxSuite(runner, ctx);
  hpkeSenderSuite(runner, ctx);
  statementsSuite(runner, ctx);
  handshakeSuite(runner, ctx);
  storiesSuite(runner, ctx);
  hostileSuite(runner, ctx, run);
  goldenSuite(runner, ctx, run.golden);
  vectorsSuite(runner, ctx, run.vectors);
}

/** Every suite. */
export function allSuites(runner: Runner, ctx: Context, run: Run): void {
  handshakeSuites(runner, ctx, run);
  ratchetSuite(runner, ctx);
  sessionSuite(runner, ctx);
  sessionCodecSuite(runner, ctx);
  claimSuite(runner);
  safetyNumberSuite(runner, ctx);
  recoverySuite(runner, ctx);
  passphraseSuite(runner, ctx);
  atRestSuite(runner, ctx);
  forgetSuite(runner, ctx);
}
