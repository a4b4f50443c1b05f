/** What a peer that says nothing costs the node in memory. */
import type { WebSocket } from 'ws';
import { createPeer } from '../support/shop.js';
import { interleaved, median } from './measure.js';
import { setStage } from './peers.js';
import type { Stage } from './peers.js';
import type { Row } from './row.js';
import type { ServerKind } from './server-process.js';

/** Peers that come and go first, so that code is there and the heap is as large as admissions make it. */
const warming = 3_000;
const counted = 3_000;
const atOnce = 50;

/** Memory of one admitted peer; a fresh process each round, as memory is not given back. */
export async function idleRows(rounds: number): Promise<readonly Row[]> {
  const held: Record<ServerKind, number[]> = { node: [], router: [] };
  const side = (kind: ServerKind) => async (): Promise<number> => {
    await using stage = await setStage(kind);
    for (let gone = 0; gone < warming; gone += atOnce) terminate(await connectMany(stage, atOnce));
    const before = await stage.server.usage();
    const sockets = await connectMany(stage, counted);
    const after = await stage.server.usage();
    terminate(sockets);
    held[kind].push((after.heldBytes - before.heldBytes) / counted);
    return (after.residentBytes - before.residentBytes) / counted;
  };
  const resident = await interleaved(rounds, { ours: side('node'), floor: side('router') });
  const objects = { ours: median(held.node), floor: median(held.router) };
  return [
    { what: 'idle peer', unit: 'bytes resident', ...resident, budget: { of: 'ours', max: 12_000 } },
    { what: 'of that, objects and buffers', unit: 'bytes', ...objects },
  ];
}

async function connectMany(stage: Stage, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const size = Math.min(atOnce, count - sockets.length);
    const some = Array.from({ length: size }, async () => stage.connect(await createPeer('v')));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

function terminate(sockets: readonly WebSocket[]): void {
  for (const socket of sockets) socket.terminate();
}
