/** Our node, with the limits out of the way that keep one address from doing what a benchmark does. */
import { startNode } from '../../../src/node/node.js';
import { serveParent } from './usage.js';

const many = 1e9;
const [, , data = ''] = process.argv;
const node = await startNode({
  data,
  port: 0,
  limits: {
    ...{ sockets: many, socketsPerAddress: many, upgradesPerMinute: many },
    ...{ framesPerSecond: many, frameBurst: many, textsPerSecond: many, textBurst: many },
  },
});
serveParent(node.port, () => node.close());
