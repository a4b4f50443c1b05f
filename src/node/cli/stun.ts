import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

const waitMs = 3_000;

/** Whether a TURN server answers: a STUN binding request by UDP (RFC 8489, section 5), a connection by TCP and TLS. */
export async function stunAnswers(url: string): Promise<boolean> {
  const [, scheme = '', host = '', port] = /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?/.exec(url) ?? [];
  const number = Number(port ?? (scheme === 'turns' ? 5349 : 3478));
  const name = host.replaceAll(/[[\]]/g, '');
  return scheme === 'turns' || url.endsWith('transport=tcp')
    ? answersTcp(name, number)
    : answersUdp(name, number);
}

async function answersUdp(host: string, port: number): Promise<boolean> {
  const request = Buffer.concat([Buffer.from('000100002112a442', 'hex'), randomBytes(12)]);
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, waitMs, false);
  socket.on('error', () => {
    resolve(false);
  });
  socket.on('message', answer => {
    // Type "binding success", and our own transaction id.
    resolve(answer.readUInt16BE(0) === 0x0101 && answer.subarray(4, 20).equals(request.subarray(4)));
  });
  socket.send(request, port, host, error => {
    if (error !== null) resolve(false);
  });
  const answered = await promise;
  clearTimeout(timer);
  socket.close();
  return answered;
}

async function answersTcp(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: waitMs });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.on('connect', () => {
    resolve(true);
  });
  socket.on('timeout', () => {
    resolve(false);
  });
  socket.on('error', () => {
    resolve(false);
  });
  const answered = await promise;
  socket.destroy();
  return answered;
}
