import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../../src/node/node.js';
import type { NodeOptions, RunningNode } from '../../src/node/node.js';
import { createSetupToken } from '../../src/node/setup-token.js';
import { databaseFile, openDatabase } from '../../src/node/store/database.js';
import { SqliteRegister } from '../../src/node/store/sqlite-register.js';

/** A real node on a folder of its own, and a one-time token to set a business up. */
export interface TestNode {
  readonly node: RunningNode;
  readonly token: string;
  readonly data: string;
  /** Stops the node and removes its folder. */
  close(): Promise<void>;
  /** Stops the node and starts another on the same folder and port. */
  restart(): Promise<void>;
}

/** Starts a node for a test on any free port. */
export async function testNode(options: Partial<NodeOptions> = {}): Promise<TestNode> {
  const data = mkdtempSync(join(tmpdir(), 'secure-chat-'));
  const database = openDatabase(join(data, databaseFile), { maxMib: undefined });
  const token = createSetupToken(new SqliteRegister(database), Date.now());
  database.close();
  let node = await startNode({ data, port: 0, ...options });
  return {
    get node() {
      return node;
    },
    token,
    data,
    async close() {
      await node.close();
      rmSync(data, { recursive: true, force: true });
    },
    async restart() {
      const { port } = node;
      await node.close();
      node = await startNode({ data, ...options, port });
    },
  };
}
