/** The floor: an RTCDataChannel as the browser gives it, ordered and reliable, between two connections of one page. */
import type { Bytes } from '../../../src/wire/bytes.js';
import type { Pair, Wire } from './wire.js';

/** Joins two connections, which tell each other where they are without a server. */
export async function rawPair(): Promise<Pair> {
  const [left, right] = [makeEnd(), makeEnd()];
  trickle(left.connection, right.connection);
  trickle(right.connection, left.connection);
  await left.connection.setLocalDescription();
  await describe(left.connection, right.connection);
  await right.connection.setLocalDescription();
  await describe(right.connection, left.connection);
  await Promise.all([left.isOpen, right.isOpen]);
  return { left: wrap(left.data), right: wrap(right.data) };
}

function makeEnd(): {
  readonly connection: RTCPeerConnection;
  readonly data: RTCDataChannel;
  readonly isOpen: Promise<void>;
} {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const data = connection.createDataChannel('bench', { negotiated: true, id: 0 });
  data.binaryType = 'arraybuffer';
  const isOpen = new Promise<void>(resolve => {
    data.addEventListener('open', () => {
      resolve();
    });
  });
  return { connection, data, isOpen };
}

function trickle(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => void to.addIceCandidate(candidate ?? undefined));
}

async function describe(from: RTCPeerConnection, to: RTCPeerConnection): Promise<void> {
  if (!from.localDescription) throw new Error('nothing was described');
  await to.setRemoteDescription(from.localDescription);
}

function wrap(data: RTCDataChannel): Wire {
  return {
    send(bytes) {
      data.send(bytes);
    },
    next: () =>
      new Promise<Bytes>(resolve => {
        data.onmessage = (event: MessageEvent<unknown>) => {
          if (event.data instanceof ArrayBuffer) resolve(new Uint8Array(event.data));
        };
      }),
  };
}
