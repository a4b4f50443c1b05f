import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { ExpressPeerServer } from 'peer';
import type { PeerId } from '../../wire/ids.js';

/**
 * What PeerServer sees in place of a WebSocket. It is never given a real one: a single malformed frame would end the
 * process, and PeerServer bounds nothing (`docs/architecture.md`, "PeerServer behind a facade").
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

/** The stock PeerServer behind facade sockets: it hears only of proven peers, and only of well-formed messages. */
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

  /** Lets a peer in, which PeerServer answers with `OPEN`. Whoever had the id must have left before. */
  enter(id: PeerId, socket: FacadeSocket): void {
    // The token only guards an id against others, which admission did already.
    this.#sockets.emit('connection', socket, { url: `/peerjs?id=${id}&token=admitted&key=${key}` });
  }
}

const key = 'peerjs';

/**
 * PeerServer starts two loops that nobody can stop, one of them over all peers three times a second. Neither is needed,
 * so neither is started: heartbeats end silent sockets, and a signal for nobody is answered at once.
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
