/** The node and the demo shop, each on an origin of its own, as in real life. */
import { setupLink } from '../src/node/cli/init.js';
import { readOptions } from '../src/node/cli/options.js';
import { runReporting } from '../src/node/cli/run.js';
import { nodeOptions, sayWarnings, stopped } from '../src/node/cli/serve.js';
import { prepareDemoBusiness } from '../src/node/demo-business.js';
import type { DemoBusiness } from '../src/node/demo-business.js';
import { openRegister } from '../src/node/drivers.js';
import { startNode } from '../src/node/node.js';
import { startShop } from './shop/server.js';

const terminal = {
  out: (line: string) => process.stdout.write(`${line}\n`),
  err: (line: string) => process.stderr.write(`${line}\n`),
};

const status = await runReporting(terminal, async () => {
  const options = readOptions(process.argv.slice(2), process.env);
  // Before the node starts: it reads its businesses once.
  const demo = await prepareDemo(options.data);
  const node = await startNode(nodeOptions(options, terminal));
  const shop = await startShop({ port: options.shopPort, nodeOrigin: node.origin, business: demo.business });
  const stop = stopped();
  sayWarnings(node, options, terminal);
  terminal.out(`Shop       ${shop.origin}`);
  terminal.out(`Desk       ${node.origin}/desk#restore=${demo.recovery}`);
  terminal.out(`Link page  ${node.origin}/chat?b=${demo.business}`);
  terminal.out(`Set up a business of your own, once: ${await setupLink({ ...options, port: node.port })}`);
  await stop;
  await shop.close();
  await node.close();
  return 0;
});
process.exit(status);

async function prepareDemo(data: string): Promise<DemoBusiness> {
  await using opened = await openRegister(data);
  return await prepareDemoBusiness(data, opened.register, Date.now);
}
