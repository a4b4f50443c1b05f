import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocket, WebSocketServer } from 'ws';
import { readHeader } from '../../src/wire/frame.js';
import type { FrameKind } from '../../src/wire/frame.js';
import type { Bytes } from '../../src/wire/bytes.js';
import type { PeerId } from '../../src/wire/ids.js';
import { relaySubprotocol } from '../../src/wire/limits.js';
import type { ClientMessage, NodeMessage } from '../../src/wire/node-messages.js';
import { decodeClientFrame } from '../../src/wire/decode-client-frame.js';
import { decodeNodeFrame, encodeClientFrame, encodeNodeFrame } from '../../src/wire/relay-frame.js';
import type { ClientFrame, NodeFrame } from '../../src/wire/relay-frame.js';
import { testNode } from '../support/node.js';
import type { BareNode } from '../support/node.js';

/** One client's line through the hostile node. */
export interface Line {
  /** The id that the client proved, or is about to. */
  readonly id: PeerId | undefined;
  /** Highest position in its own queue that the client was sent. */
  readonly position: number;
  /** Puts a frame on the client's wire as if the node had it. */
  deliver(frame: NodeFrame): void;
  /** Says something in the node's name. */
  say(message: NodeMessage): void;
  /** Cuts the line; the client comes back by itself. */
  cut(): void;
}

/** What goes over the lines in place of what was meant to; nothing given, everything passes. */
export interface Tampering {
  readonly toClient?: (message: NodeMessage, line: Line) => readonly NodeMessage[];
  readonly toNode?: (message: ClientMessage, line: Line) => readonly ClientMessage[];
  readonly frameToClient?: (frame: NodeFrame, line: Line) => readonly NodeFrame[];
  readonly frameToNode?: (frame: ClientFrame, line: Line) => readonly ClientFrame[];
}

/** A frame that passed, as the node sees it. */
export interface Seen {
  readonly kind: FrameKind;
  readonly from: PeerId;
  readonly to: PeerId | undefined;
  readonly frame: Bytes;
}

/**
 * A node in the wrong hands: the real one, with somebody in its socket who records everything and changes what he
 * likes, in both directions. What he leaves alone is what the real node does.
 */
export class HostileNode {
  readonly origin: string;
  readonly token: string;
  /** Frames that clients sent, in order. */
  readonly sent: Seen[] = [];
  /** What clients said in text. */
  readonly said: { readonly id: PeerId | undefined; readonly message: ClientMessage }[] = [];
  readonly lines = new Set<Line>();
  tampering: Tampering = {};
  readonly #real: BareNode;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  #wake: (() => void)[] = [];

  private constructor(origin: string, real: BareNode, server: Server) {
    this.origin = origin;
    this.token = real.token;
    this.#real = real;
    this.#server = server;
    this.#sockets = new WebSocketServer({ noServer: true, handleProtocols: () => relaySubprotocol });
    server.on('request', (request, response) => void this.#pass(request, response));
    server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, client => {
        this.#join(client, request.url ?? '');
      });
    });
  }

  static async start(): Promise<HostileNode> {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const limits = { socketsPerAddress: 1_000, upgradesPerMinute: 10_000, framesPerSecond: 5_000 };
    const real = await testNode({ publicUrl: origin, limits: { ...limits, frameBurst: 5_000 } });
    return new HostileNode(origin, real, server);
  }

  /** The newest line of a desk (`a`) or a visitor (`v`). */
  line(role: 'a' | 'v'): Line {
    const line = [...this.lines].findLast(one => one.id?.startsWith(role));
    if (!line) throw new Error(`no line of ${role}`);
    return line;
  }

  /** Waits until something holds that only traffic changes. */
  async waitFor<Value>(what: string, look: () => Value | undefined): Promise<Value> {
    const patience = AbortSignal.timeout(15_000);
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        this.#wake.push(resolve);
        patience.addEventListener('abort', () => {
          reject(new Error(`Waited in vain for: ${what}`));
        });
      });
    }
  }

  /** Waits until a client handled all that it was sent of its own queue. */
  async quiet(line: Line): Promise<void> {
    await this.waitFor('quiet', () =>
      this.said.find(
        ({ id, message }) =>
          id === line.id &&
          message.type === 'handled' &&
          message.queue === 'own' &&
          message.position >= line.position,
      ),
    );
  }

  /** The first frame of a kind that a client sent, or the first after `after` of them. */
  async frame(kind: FrameKind, after = 0): Promise<Seen> {
    return this.waitFor(kind, () => this.sent.filter(seen => seen.kind === kind)[after]);
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    await this.#real.close();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const init = { method: request.method ?? 'GET', ...(body === '' ? {} : { body }) };
    const answer = await fetch(new URL(request.url ?? '/', `http://127.0.0.1:${this.#real.node.port}`), init);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  }

  #join(client: WebSocket, url: string): void {
    const real = new WebSocket(`ws://127.0.0.1:${this.#real.node.port}${url}`, relaySubprotocol);
    const early: (string | Uint8Array)[] = [];
    const up = (data: string | Uint8Array): void => {
      if (real.readyState === WebSocket.OPEN) real.send(data);
      else early.push(data);
    };
    let id: PeerId | undefined;
    let position = 0;
    const line: Line = {
      get id() {
        return id;
      },
      get position() {
        return position;
      },
      deliver: frame => {
        if (frame.kind === 'own') position = Math.max(position, frame.position);
        client.send(encodeNodeFrame(frame));
      },
      say: message => {
        client.send(JSON.stringify(message));
      },
      cut: () => {
        client.terminate();
      },
    };
    this.lines.add(line);
    real.on('open', () => {
      for (const data of early) real.send(data);
    });
    real.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) this.#down(line, data, isBinary);
    });
    client.on('message', (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      if (!isBinary) {
        const message = JSON.parse(data.toString()) as ClientMessage;
        if (message.type === 'proof') id = message.id;
        this.said.push({ id, message });
        for (const one of this.tampering.toNode?.(message, line) ?? [message]) up(JSON.stringify(one));
      } else {
        const frame = decodeClientFrame(new Uint8Array(data));
        if (frame) this.#record(Uint8Array.from(frame.frame));
        if (frame)
          for (const one of this.tampering.frameToNode?.(frame, line) ?? [frame]) up(encodeClientFrame(one));
      }
      this.#look();
    });
    real.on('close', code => {
      client.close(code === 1005 || code === 1006 ? 1013 : code);
    });
    client.on('close', () => {
      this.lines.delete(line);
      real.terminate();
      this.#look();
    });
    for (const socket of [real, client]) socket.on('error', () => undefined);
  }

  #down(line: Line, data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      const frame = decodeNodeFrame(new Uint8Array(data));
      if (frame) for (const one of this.tampering.frameToClient?.(frame, line) ?? [frame]) line.deliver(one);
    } else {
      const message = JSON.parse(data.toString()) as NodeMessage;
      for (const one of this.tampering.toClient?.(message, line) ?? [message]) line.say(one);
    }
    this.#look();
  }

  #record(frame: Bytes): void {
    const header = readHeader(frame);
    if (header) this.sent.push({ kind: header.kind, from: header.from, to: header.to, frame });
  }

  #look(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
