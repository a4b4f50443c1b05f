/** What the page runs: every carrier between two peers of this page, through a real node. */
import { openDirect } from '../../../src/transport/peerjs.js';
import type { LoadDirect } from '../../../src/transport/direct.js';
import { makeRtcCertificate } from '../../../src/transport/rtc-certificate.js';
import { collect } from '../../protocol/support/runner.js';
import type { Runner } from '../../protocol/support/runner.js';
import { transportSuite } from '../transport.suite.js';
import { Ends } from './ends.js';
import type { CarrierRun } from './run.js';

/** Two peers on one page need two certificates: one that announces our own is refused. */
const load: LoadDirect = options => openDirect(options, makeRtcCertificate);

/** Registers the suites of all carriers that a browser has. */
function carrierSuites(runner: Runner, run: CarrierRun): void {
  transportSuite(runner, 'the relay', async () => (await Ends.meet(run)).relay());
  transportSuite(runner, 'a channel by PeerJS', async () => (await Ends.meet(run)).best(load, 'direct'));
  transportSuite(runner, 'the best of both', async () => (await Ends.meet(run)).best(load, 'auto'));
}

globalThis.runSuites = async () => {
  const response = await fetch('/run.json');
  const run = (await response.json()) as CarrierRun;
  return collect(runner => {
    carrierSuites(runner, run);
  }).run();
};
