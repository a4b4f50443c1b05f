import { startNode } from '../../src/node/node.js';
import type { NodeOptions, RunningNode } from '../../src/node/node.js';
import { setupToken, temporaryFolder } from './test-node.js';

/** A real node on a folder of its own, and a one-time token to set a business up. */
export interface BareNode {
  readonly node: RunningNode;
  readonly token: string;
  readonly data: string;
  /** Stops the node and removes its folder. */
  close(): Promise<void>;
  /** Stops the node and starts another on the same folder and port. */
  restart(): Promise<void>;
}

/** Starts a node for a test on any free port. */
export async function testNode(options: Partial<NodeOptions> = {}): Promise<BareNode> {
  const folder = temporaryFolder();
  const data = folder.path;
  const token = await setupToken(data);
  let node = await startNode({ data, port: 0, ...options });
  return {
    get node() {
      return node;
    },
    token,
    data,
    async close() {
      await node.close();
      folder[Symbol.dispose]();
    },
    async restart() {
      const { port } = node;
      await node.close();
      node = await startNode({ data, ...options, port });
    },
  };
}
