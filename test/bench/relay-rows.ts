/** What a frame costs the node's process, beside the same frame at a bare router (NODE, "Measured floors"). */
import type { WebSocket } from 'ws';
import type { Bytes } from '../../src/wire/bytes.js';
import { decodeNodeFrame, encodeClientFrame } from '../../src/wire/relay-frame.js';
import { frameOf } from '../support/raw-client.js';
import { createPeer } from '../support/shop.js';
import type { Peer } from '../support/shop.js';
import { interleaved } from './measure.js';
import { setStage } from './peers.js';
import type { Stage } from './peers.js';
import type { Row } from './row.js';

/** Frames of 1.2 KB, as the floors of NODE.md were measured with. */
const bodyBytes = 1_124;
const pairs = 20;
/** What each visitor sends at once, and how often: both servers get the same load, which neither has trouble with. */
const burst = 4;
const everyMs = 10;
const counts = { transient: 16_000, durable: 8_000 } as const;

type Kind = keyof typeof counts;

interface Pair {
  readonly visitor: WebSocket;
  readonly device: WebSocket;
  readonly frame: Bytes;
}

/** Live and durable frames, in microseconds of processor time. */
export async function relayRows(rounds: number): Promise<readonly Row[]> {
  const devices = await Promise.all(Array.from({ length: pairs }, () => createPeer('a')));
  await using ours = await setStage('node', devices);
  await using floor = await setStage('router');
  const [ourPairs, floorPairs] = await Promise.all([ours, floor].map(stage => pairUp(stage, devices)));
  const rows: Row[] = [];
  for (const kind of ['transient', 'durable'] as const) {
    const side = (stage: Stage, list: readonly Pair[] | undefined) => () => cost(stage, list ?? [], kind);
    const sides = { ours: side(ours, ourPairs), floor: side(floor, floorPairs) };
    // The first round compiles and opens files; it is not counted.
    await interleaved(1, sides);
    const medians = await interleaved(rounds, sides);
    rows.push({
      what: kind === 'transient' ? 'live routed frame (1.2 KB)' : 'durable message (1.2 KB)',
      unit: 'us of the node',
      ...medians,
      budget: { of: 'ratio', max: 1.3 },
    });
  }
  return rows;
}

async function pairUp(stage: Stage, devices: readonly Peer[]): Promise<readonly Pair[]> {
  return Promise.all(
    devices.map(async device => {
      const visitor = await createPeer('v');
      return {
        visitor: await stage.connect(visitor),
        device: await stage.connect(device),
        frame: frameOf('message', stage.shop.bytes, visitor.id, device.id, new Uint8Array(bodyBytes)),
      };
    }),
  );
}

async function cost({ server }: Stage, list: readonly Pair[], kind: Kind): Promise<number> {
  const before = await server.usage();
  await Promise.all(list.map(pair => (kind === 'transient' ? sendLive(pair) : sendDurable(pair))));
  const after = await server.usage();
  return (after.cpuMicroseconds - before.cpuMicroseconds) / counts[kind];
}

/** Sends this pair's share; fulfilled when all of it has come. */
async function sendLive({ visitor, device, frame }: Pair): Promise<void> {
  const bytes = encodeClientFrame({ kind: 'transient', frame });
  const total = counts.transient / pairs;
  let came = 0;
  await new Promise<void>(resolve => {
    device.on('message', (_data, isBinary) => {
      if (isBinary && ++came === total) resolve();
    });
    inBursts(total, () => {
      visitor.send(bytes);
    });
  });
  device.removeAllListeners('message');
}

/** Sends this pair's share; fulfilled when all of it has been stored, and has come and been handled. */
async function sendDurable({ visitor, device, frame }: Pair): Promise<void> {
  const total = counts.durable / pairs;
  let stored = 0;
  let came = 0;
  await new Promise<void>((resolve, reject) => {
    const settle = (): void => {
      if (stored === total && came === total) resolve();
    };
    device.on('message', (data, isBinary) => {
      const arrived = isBinary && Buffer.isBuffer(data) ? decodeNodeFrame(data) : undefined;
      if (arrived?.kind !== 'own') return;
      came += 1;
      device.send(JSON.stringify({ type: 'handled', queue: 'own', position: arrived.position }));
      settle();
    });
    visitor.on('message', data => {
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      if (text.includes('"refused"')) reject(new Error(text));
      if (!text.includes('"stored"')) return;
      stored += 1;
      settle();
    });
    inBursts(total, n => {
      visitor.send(encodeClientFrame({ kind: 'durable', n, frame }));
    });
  });
  device.removeAllListeners('message');
  visitor.removeAllListeners('message');
}

/** Calls `send` with 1 to `total`, a few at once. */
function inBursts(total: number, send: (n: number) => void): void {
  let sent = 0;
  const timer = setInterval(() => {
    for (let index = 0; index < burst && sent < total; index++) send(++sent);
    if (sent === total) clearInterval(timer);
  }, everyMs);
}
