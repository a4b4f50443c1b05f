/** Clients of both servers: admitted at ours as everybody is, at the router by saying who they are. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { RawClient } from '../support/raw-client.js';
import { Shop, createPeer } from '../support/shop.js';
import type { Peer } from '../support/shop.js';
import { setupToken, temporaryFolder } from '../support/test-node.js';
import { ServerProcess } from './server-process.js';
import type { ServerKind } from './server-process.js';

/** A server that is up, with the one business that its clients belong to. */
export interface Stage extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly shop: Shop;
  /** Opens a socket as this peer, ready to send. */
  connect(peer: Peer): Promise<WebSocket>;
}

/** Starts a server; `devices` are the team's. */
export async function setStage(kind: ServerKind, devices: readonly Peer[] = []): Promise<Stage> {
  const folder = temporaryFolder();
  const shop = await Shop.create();
  const token = kind === 'node' ? await setupToken(folder.path) : '';
  const server = await ServerProcess.start(kind, folder.path);
  if (kind === 'node') {
    const team = devices.map(({ id }) => id);
    const body = JSON.stringify(
      await shop.setup(token, team.length > 0 ? team : [(await createPeer('a')).id]),
    );
    const answer = await fetch(`${server.origin}/v1/setup`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`set-up failed: ${await answer.text()}`);
  }
  return {
    server,
    shop,
    connect: peer => (kind === 'node' ? admitted(server, shop, peer) : known(server, peer)),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

async function admitted(server: ServerProcess, shop: Shop, peer: Peer): Promise<WebSocket> {
  const { client } = await RawClient.admitted(server.origin, shop.id, peer);
  client.socket.removeAllListeners('message');
  return client.socket;
}

async function known(server: ServerProcess, { id }: Peer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/?id=${id}`, {
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  return socket;
}
