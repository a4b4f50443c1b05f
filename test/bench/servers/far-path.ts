/** A path over half the world: what goes through it comes out half a round trip later, in order. */
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

export interface FarPath {
  readonly port: number;
  close(): Promise<void>;
}

/** Leads from a port of its own to the one that `target` answers. */
export async function farPath(roundTripMs: number, target: () => number): Promise<FarPath> {
  const half = roundTripMs / 2;
  const server = createServer({ noDelay: true }, near => {
    const far = connect({ port: target(), host: '127.0.0.1', noDelay: true });
    // The loopback greets at once: over a path, the first byte leaves a round trip after somebody knocked.
    pass(near, far, half, Date.now() + roundTripMs);
    pass(far, near, half, 0);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function pass(from: Socket, to: Socket, delayMs: number, openAt: number): void {
  const later = (act: () => void): void => {
    setTimeout(act, Math.max(openAt - Date.now(), 0) + delayMs);
  };
  from.on('data', data => {
    later(() => to.write(data));
  });
  from.on('close', () => {
    later(() => to.destroy());
  });
  from.on('error', () => undefined);
}
