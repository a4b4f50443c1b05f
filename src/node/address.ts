import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The network address a request comes from, as limiters count it: an IPv4 address, or the /64 of an IPv6 one, since
 * every home has 2^64 of those. `undefined` is loopback: a proxy on this machine that was not declared by
 * `TRUST_PROXY` must not make all customers one address.
 *
 * @param hops Number of own proxies: that many entries of `X-Forwarded-For`, from the right, were written by us.
 */
export function clientAddress(request: IncomingMessage, hops: number): string | undefined {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const entry = hops > 0 ? forwarded.at(-hops)?.trim() : undefined;
  const address = unmapped(entry !== undefined && isIP(entry) ? entry : (request.socket.remoteAddress ?? ''));
  const family = isIP(address);
  if (family === 0 || loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')) return undefined;
  return family === 6 ? network(address) : address;
}

/** IPv4 written as IPv6, as dual-stack sockets report it. */
function unmapped(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

/** First four groups of an IPv6 address. */
function network(address: string): string {
  const [left = '', right] = (address.split('%')[0] ?? '').split('::');
  const head = left === '' ? [] : left.split(':');
  if (right === undefined) return `${head.slice(0, 4).join(':')}::/64`;
  const tail = right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
