import type { Server } from 'node:http';
import { SecureChatError } from '../errors.js';
import { errorField } from './log.js';

/** Makes a server listen and answers its port; `settings` names what an operator checks when that fails. */
export async function listen(server: Server, port: number, host: string, settings: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => {
      const isTaken = 'code' in cause && cause.code === 'EADDRINUSE';
      const code = isTaken ? 'port-in-use' : 'option-invalid';
      const reason = `cannot listen on ${host} port ${String(port)} (${errorField(cause)}): check ${settings}`;
      reject(new SecureChatError(code, reason, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Closes a server and every connection it has. */
export function closeServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}
