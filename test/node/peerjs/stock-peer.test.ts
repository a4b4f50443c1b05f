import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { describe, it, mock } from 'node:test';
import { ExpressPeerServer } from 'peer';
import { FacadeSocket } from '../../../src/node/peerjs/facade.js';

interface Stock {
  readonly sockets: EventEmitter;
  readonly timers: number;
  readonly errors: unknown[];
  enter(id: string, token?: string): { socket: FacadeSocket; sent: Record<string, unknown>[] };
}

/** The stock package as the facade runs it, without the facade. */
function startStock(): Stock {
  const sockets = new EventEmitter();
  const errors: unknown[] = [];
  const app = ExpressPeerServer(createServer(), { path: '/', createWebSocketServer: () => sockets as never });
  app.on('error', error => errors.push(error));
  const timers = mock.method(globalThis, 'setTimeout', () => undefined);
  ExpressPeerServer(createServer()).use(app);
  const count = timers.mock.callCount();
  timers.mock.restore();
  return {
    sockets,
    timers: count,
    errors,
    enter: (id, token = 'admitted') => {
      const sent: Record<string, unknown>[] = [];
      const socket = new FacadeSocket(
        text => sent.push(JSON.parse(text) as Record<string, unknown>),
        () => undefined,
      );
      sockets.emit('connection', socket, { url: `/peerjs?id=${id}&token=${token}&key=peerjs` });
      return { socket, sent };
    },
  };
}

describe('stock PeerServer, as far as we lean on it', () => {
  it('listens to connections and errors of its socket server, and to nothing else', () => {
    assert.deepEqual(startStock().sockets.eventNames().sort(), ['connection', 'error']);
  });

  it('starts two timers when it is mounted, which are all that it starts', () => {
    assert.equal(startStock().timers, 2);
  });

  it('says OPEN to who comes in', () => {
    assert.deepEqual(startStock().enter('vera').sent, [{ type: 'OPEN' }]);
  });

  it('says OPEN again only when the older socket closed before', () => {
    const stock = startStock();
    const first = stock.enter('vera');
    assert.deepEqual(stock.enter('vera').sent, []);
    assert.deepEqual(stock.enter('vera', 'other').sent[0]?.['type'], 'ID-TAKEN');
    first.socket.emit('close');
    const second = startStock();
    const older = second.enter('vera');
    older.socket.emit('close');
    assert.deepEqual(second.enter('vera').sent, [{ type: 'OPEN' }]);
  });

  it('passes an offer on with the sender that it knows, whatever the message says', () => {
    const stock = startStock();
    const vera = stock.enter('vera');
    const amir = stock.enter('amir');
    const offer = { type: 'OFFER', src: 'mara', dst: 'amir', payload: { sdp: 1 } };
    vera.socket.emit('message', JSON.stringify(offer));
    assert.deepEqual(amir.sent[1], { ...offer, src: 'vera' });
  });

  it('leaves a ghost behind for a LEAVE to nobody, which is why none gets through', () => {
    const stock = startStock();
    const vera = stock.enter('vera');
    vera.socket.emit('message', '{"type":"LEAVE"}');
    const amir = stock.enter('amir');
    vera.socket.emit('message', '{"type":"OFFER","dst":"amir"}');
    assert.equal(amir.sent[1]?.['src'], 'vera');
  });

  it('reports a malformed message as an error, which is why none gets through', () => {
    const stock = startStock();
    stock.enter('vera').socket.emit('message', '{oops');
    assert.equal(stock.errors.length, 1);
  });
});
