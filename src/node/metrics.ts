import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { listen } from './listen.js';

/** A server of `/metrics` and where it is. */
export interface Metrics {
  readonly server: Server;
  readonly origin: string;
}

/** Serves numbers in the text format of Prometheus. */
export async function startMetrics(port: number, read: () => string): Promise<Metrics> {
  const server = createServer((request, response) => {
    const isMetrics = request.url === '/metrics';
    response.writeHead(isMetrics ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(isMetrics ? read() : '');
  });
  // Always the loopback: the numbers say how much a business has to do.
  const host = '127.0.0.1';
  return { server, origin: `http://${host}:${String(await listen(server, port, host, 'METRICS_PORT'))}` };
}
