/** The floor: an RTCDataChannel between two pages as the browser gives it, ordered and reliable. */

/** Bytes there and back. */
export interface Channel {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** The next bytes that come. */
  next(): Promise<Uint8Array<ArrayBuffer>>;
  /** Takes everything that comes from now on. */
  onMessage(take: (bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>): void;
}

/** One side's half of the way to an open channel. */
export interface Half {
  readonly channel: Channel;
  readonly description: string;
}

/** Offers a channel. */
export async function offerRaw(): Promise<Half & { accept(answer: string): Promise<void> }> {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const data = connection.createDataChannel('bench', { negotiated: true, id: 0 });
  await connection.setLocalDescription();
  return {
    channel: wrap(data),
    description: await gathered(connection),
    async accept(answer) {
      const open = new Promise<void>(resolve => {
        data.addEventListener('open', () => {
          resolve();
        });
      });
      await connection.setRemoteDescription(JSON.parse(answer) as RTCSessionDescriptionInit);
      await open;
    },
  };
}

/** Answers an offer. */
export async function answerRaw(offer: string): Promise<Half> {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const data = connection.createDataChannel('bench', { negotiated: true, id: 0 });
  await connection.setRemoteDescription(JSON.parse(offer) as RTCSessionDescriptionInit);
  await connection.setLocalDescription();
  return { channel: wrap(data), description: await gathered(connection) };
}

async function gathered(connection: RTCPeerConnection): Promise<string> {
  if (connection.iceGatheringState !== 'complete') {
    await new Promise<void>(resolve => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve();
      });
    });
  }
  return JSON.stringify(connection.localDescription);
}

function wrap(data: RTCDataChannel): Channel {
  data.binaryType = 'arraybuffer';
  const bytesOf = (event: MessageEvent<unknown>): Uint8Array<ArrayBuffer> =>
    event.data instanceof ArrayBuffer ? new Uint8Array(event.data) : new Uint8Array();
  return {
    send(bytes) {
      data.send(bytes);
    },
    next: () =>
      new Promise(resolve => {
        data.onmessage = event => {
          resolve(bytesOf(event));
        };
      }),
    onMessage(take) {
      data.onmessage = event => {
        void take(bytesOf(event));
      };
    },
  };
}
