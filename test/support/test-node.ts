import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardFields } from '../../src/protocol/card.js';
import { openRegister } from '../../src/node/drivers.js';
import type { Drivers } from '../../src/node/drivers.js';
import { createSetupToken } from '../../src/node/setup-token.js';
import { startNode } from '../../src/node/node.js';
import type { NodeOptions, RunningNode } from '../../src/node/node.js';
import { Shop, createPeer } from './shop.js';
import type { Peer } from './shop.js';

/** A folder of its own that goes with the test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'secure-chat-'));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A set-up token as `secure-chat init` makes it. */
export async function setupToken(folder: string): Promise<string> {
  await using opened = await openRegister(folder);
  return await createSetupToken(opened.register, Date.now());
}

/** Sets a business up with one device, the way an owner's desk does. */
export async function setUpOverHttp(
  origin: string,
  token: string,
  card?: Partial<CardFields>,
): Promise<{ readonly shop: Shop; readonly amir: Peer }> {
  const shop = await Shop.create();
  const amir = await createPeer('a');
  const body = JSON.stringify(await shop.setup(token, [amir.id], card));
  const answer = await fetch(`${origin}/v1/setup`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`set-up failed: ${await answer.text()}`);
  return { shop, amir };
}

/** A running node with one business and one device of its team. */
export interface TestNode extends AsyncDisposable {
  readonly node: RunningNode;
  readonly origin: string;
  readonly folder: string;
  readonly shop: Shop;
  readonly amir: Peer;
  /** Stops the node and starts another on the same folder. */
  restart(): Promise<RunningNode>;
}

/** Starts a node on a fresh folder and sets a business up. */
export async function startTestNode(
  options: Partial<NodeOptions> = {},
  card?: Partial<CardFields>,
  drivers?: Drivers,
): Promise<TestNode> {
  const folder = temporaryFolder();
  const data = options.data ?? folder.path;
  const start = (): Promise<RunningNode> => startNode({ port: 0, ...options, data }, drivers);
  let running = await start();
  const node = running;
  const { shop, amir } = await setUpOverHttp(
    `http://127.0.0.1:${String(node.port)}`,
    await setupToken(data),
    card,
  ).catch(async (cause: unknown) => {
    await running.close();
    throw cause;
  });
  return {
    node,
    origin: node.origin,
    folder: data,
    shop,
    amir,
    restart: async () => {
      await running.close();
      running = await start();
      return running;
    },
    [Symbol.asyncDispose]: async () => {
      await running.close();
      folder[Symbol.dispose]();
    },
  };
}
