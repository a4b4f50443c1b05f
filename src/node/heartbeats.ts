import type { WebSocket } from 'ws';

/** Checks are spread over this many turns, so that no turn pings every socket. */
const slices = 10;

/** Closing is spread too: the owners of these sockets all come back at the same time. */
const closeSlice = 200;

/** How long a peer may take to answer a close before its connection is cut. */
const closeMs = 2_000;

/** Pings every socket; one that stays silent until the next ping is ended, though its connection may still look open. */
export class Heartbeats {
  readonly #slices = Array.from({ length: slices }, () => new Set<WebSocket>());
  readonly #silent = new WeakSet<WebSocket>();
  readonly #timer: NodeJS.Timeout;
  #added = 0;
  #turn = 0;

  constructor(aliveMs: number) {
    this.#timer = setInterval(() => {
      this.#check();
    }, aliveMs / slices).unref();
  }

  /** Watches a socket until it closes. */
  watch(socket: WebSocket): void {
    const slice = this.#slices[this.#added++ % slices];
    slice?.add(socket);
    const heard = (): void => {
      this.#silent.delete(socket);
    };
    socket.on('pong', heard);
    socket.on('message', heard);
    // `ws` closes after an error by itself; without a listener the process would end.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      slice?.delete(socket);
    });
  }

  /** Closes every socket, slice by slice; fulfilled when all are gone, so that nothing arrives any more. */
  async closeAll(code: number, reason: string): Promise<void> {
    clearInterval(this.#timer);
    const sockets = this.#slices.flatMap(slice => [...slice]);
    const gone = sockets.map(
      socket =>
        new Promise(resolve => {
          socket.once('close', resolve);
        }),
    );
    for (let start = 0; start < sockets.length; start += closeSlice) {
      for (const socket of sockets.slice(start, start + closeSlice)) socket.close(code, reason);
      await new Promise(resolve => setImmediate(resolve));
    }
    const deadline = setTimeout(() => {
      for (const socket of sockets) socket.terminate();
    }, closeMs);
    await Promise.all(gone);
    clearTimeout(deadline);
  }

  #check(): void {
    for (const socket of this.#slices[this.#turn++ % slices] ?? []) {
      if (this.#silent.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#silent.add(socket);
      socket.ping();
    }
  }
}
