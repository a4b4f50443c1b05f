import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { ExpressPeerServer } from 'peer';
import type { PeerId } from '../../wire/ids.js';

/**
 * What PeerServer takes for a socket. It never gets a real one: one malformed frame there ends the process, and
 * nothing is bounded (NODE.md, "Why PeerServer is never given a real socket").
 */
export class FacadeSocket extends EventEmitter {
  readonly #send: (text: string) => void;
  readonly #close: () => void;

  constructor(send: (text: string) => void, close: () => void) {
    super();
    this.#send = send;
    this.#close = close;
  }

  /** Called by PeerServer for what the client should get. */
  send(text: string): void {
    this.#send(text);
  }

  /** Called by PeerServer to end the client. */
  close(): void {
    this.#close();
  }
}

/** The stock PeerServer behind sockets of ours: it hears of peers that are proven, and of messages that are whole. */
export class PeerHost {
  readonly #sockets = new EventEmitter();

  constructor(onError: (error: unknown) => void) {
    const app = ExpressPeerServer(createServer(), {
      path: '/',
      key,
      concurrent_limit: Number.MAX_SAFE_INTEGER,
      // It listens to `connection` and `error` only, so an emitter is all of a WebSocketServer that it needs.
      createWebSocketServer: () => this.#sockets as never,
    });
    app.on('error', onError);
    // The app serves no requests: being mounted is only what builds the server inside, on any express app.
    withoutTimers(() => {
      ExpressPeerServer(createServer()).use(app);
    });
  }

  /** Lets a peer in; PeerServer answers `OPEN`. Whoever had the id must have left before. */
  enter(id: PeerId, socket: FacadeSocket): void {
    // The token only guards an id against others, which admission did already.
    this.#sockets.emit('connection', socket, { url: `/peerjs?id=${id}&token=admitted&key=${key}` });
  }
}

const key = 'peerjs';

/**
 * PeerServer starts two loops that nobody can stop, one of them over all peers three times a second. Both are not
 * needed: silent sockets are ended by heartbeats, and mail to nobody is answered at once. So they are not started.
 */
function withoutTimers(work: () => void): void {
  const { setTimeout: original } = globalThis;
  // Only while `work` runs, which waits for nothing: nobody else can ask for a timer meanwhile.
  Reflect.set(globalThis, 'setTimeout', () => original(() => undefined, 0));
  try {
    work();
  } finally {
    globalThis.setTimeout = original;
  }
}
