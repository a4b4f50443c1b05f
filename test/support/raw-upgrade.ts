import { WebSocket } from 'ws';

/** What an upgrade was answered with: 101, or the status of the refusal. */
export interface UpgradeAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The open socket, where there is one. */
  readonly socket: WebSocket | undefined;
}

/** Asks for a WebSocket and says what came of it. */
export async function askUpgrade(
  url: string,
  protocols: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Promise<UpgradeAnswer> {
  const socket = new WebSocket(url, [...protocols], { headers: { ...headers } });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      resolve({ status: 101, retryAfter: undefined, socket });
    });
    socket.on('unexpected-response', (request, response) => {
      resolve({
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'],
        socket: undefined,
      });
      request.destroy();
    });
    socket.on('error', reject);
  });
}
