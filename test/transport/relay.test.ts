import { after, before, describe, it } from 'node:test';
import type { Runner } from '../protocol/support/runner.js';
import type { TestNode } from '../support/test-node.js';
import { Ends } from './support/ends.js';
import { carrierNode } from './support/node.js';
import type { CarrierRun } from './support/run.js';
import { transportSuite } from './transport.suite.js';

describe('on Node', () => {
  let node: TestNode;
  let run: CarrierRun;

  before(async () => {
    ({ node, run } = await carrierNode());
  });

  after(async () => {
    await node[Symbol.asyncDispose]();
  });

  const runner: Runner = {
    describe: (title, body) => void describe(title, body),
    it: (title, body) => void it(title, body),
  };
  transportSuite(runner, 'the relay', async () => (await Ends.meet(run)).relay());
});
